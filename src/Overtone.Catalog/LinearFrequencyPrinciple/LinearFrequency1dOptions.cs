using Overtone.Studies;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The options of <see cref="LinearFrequency1d"/>.</summary>
public sealed record LinearFrequency1dOptions : WideNetworkOptions
{
    /// <summary>Neurons.</summary>
    [Option("Neurons, an even number", Minimum = 2)]
    public int Width { get; init; } = 8000;

    /// <summary>The spreads that make the first term dominate.</summary>
    [Option("Spreads of input weights, output weights and offsets where the first term dominates (splines)", Minimum = 0)]
    public double[] CubicSpreads { get; init; } = [3, 0.01, 3];

    /// <summary>The spreads that make the second term dominate.</summary>
    [Option("The same where the second term dominates (straight lines)", Minimum = 0)]
    public double[] LinearSpreads { get; init; } = [10, 10, 1];
}
