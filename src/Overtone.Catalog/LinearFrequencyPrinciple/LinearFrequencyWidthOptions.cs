using Overtone.Studies;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The options of <see cref="LinearFrequencyWidth"/>.</summary>
public sealed record LinearFrequencyWidthOptions : WideNetworkOptions
{
    /// <summary>The default options: training goes on until what is left of it is far below the difference in question.</summary>
    public LinearFrequencyWidthOptions() => Loss = 1e-6;

    /// <summary>Widths.</summary>
    [Option("Neurons, even numbers, rising", Minimum = 2)]
    public int[] Widths { get; init; } = [500, 1000, 2000, 4000];

    /// <summary>The spreads of initial weights.</summary>
    [Option("Spreads of input weights, output weights and breakpoints: half the widths of uniform distributions", Minimum = 0)]
    public double[] Spreads { get; init; } = [2, 0.1, 3];
}
