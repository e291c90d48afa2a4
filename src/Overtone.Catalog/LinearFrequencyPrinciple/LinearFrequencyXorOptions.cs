using Overtone.Studies;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The options of <see cref="LinearFrequencyXor"/>.</summary>
public sealed record LinearFrequencyXorOptions : WideNetworkOptions
{
    /// <summary>The default options: cut-off and period of the published scheme in the plane, which has functions of period 8.</summary>
    public LinearFrequencyXorOptions() => (Loss, Cutoff, Period) = (1e-5, 4.875, 4);

    /// <summary>Widths.</summary>
    [Option("Neurons, even numbers, rising", Minimum = 2)]
    public int[] Widths { get; init; } = [500, 1000, 2000, 4000, 8000, 16_000, 50_000];

    /// <summary>The spreads of initial weights.</summary>
    [Option("Standard deviations of input and output weights, half the width of the breakpoints' uniform distribution", Minimum = 0)]
    public double[] Spreads { get; init; } = [0.8, 0.2, 1];

    /// <summary>Test points a side.</summary>
    [Option("Test points along each side of the square", Minimum = 3, Maximum = 400)]
    public int Side { get; init; } = 40;
}

/// <summary>What a trial of <see cref="LinearFrequencyXor"/> reads.</summary>
public sealed record XorTrial : WideNetworkTrial
{
    /// <summary>Test points a side.</summary>
    public required int Side { get; init; }
}
