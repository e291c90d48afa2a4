using Overtone.Studies;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The options of <see cref="LinearFrequencyGeneralization"/>.</summary>
public sealed record LinearFrequencyGeneralizationOptions : WideNetworkOptions
{
    /// <summary>The default options: a mean squared error of 10⁻⁴ on 25 samples, or 25,000 steps.</summary>
    public LinearFrequencyGeneralizationOptions() => (Loss, Steps) = (2.5e-3, 25_000);

    /// <summary>Neurons.</summary>
    [Option("Neurons, an even number", Minimum = 2)]
    public int Width { get; init; } = 1000;

    /// <summary>The spreads of initial weights.</summary>
    [Option("Spreads of input weights, output weights and breakpoints: half the widths of uniform distributions", Minimum = 0)]
    public double[] Spreads { get; init; } = [10, 10, 1];

    /// <summary>Training samples.</summary>
    [Option("Training samples, drawn evenly from the unit interval", Minimum = 4, Maximum = 500)]
    public int Samples { get; init; } = 25;

    /// <summary>The highest frequency of the targets.</summary>
    [Option("Targets are sines of 1 to this many periods on the unit interval; below half the number of samples", Minimum = 3)]
    public int HighestFrequency { get; init; } = 10;

    /// <summary>The probability with which the bound may fail.</summary>
    [Option("Probability with which the bound may fail", Minimum = 1e-9, Maximum = 0.5)]
    public double Failure { get; init; } = 0.05;
}

/// <summary>What a trial of <see cref="LinearFrequencyGeneralization"/> reads: one draw of weights and samples, all targets.</summary>
public sealed record GeneralizationTrial : WideNetworkTrial
{
    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>The highest frequency.</summary>
    public required int HighestFrequency { get; init; }

    /// <summary>The probability with which the bound may fail.</summary>
    public required double Failure { get; init; }
}
