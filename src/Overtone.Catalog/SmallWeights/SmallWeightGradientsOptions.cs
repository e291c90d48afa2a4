using Overtone.Studies;

namespace Overtone.Catalog.SmallWeights;

/// <summary>The options of <see cref="SmallWeightGradients"/>.</summary>
public sealed record SmallWeightGradientsOptions : StudyOptions
{
    /// <summary>Numbers of neurons.</summary>
    [Option("Numbers of hidden neurons", Minimum = 1, Maximum = 10_000)]
    public int[] Widths { get; init; } = [2, 10, 50];

    /// <summary>Radii of the balls of input weights.</summary>
    [Option("Radii of the balls that input weights are drawn from; 0.5 and 0.3 decide the claims", Minimum = 1e-3)]
    public double[] Radii { get; init; } = [20, 2, 1, 0.7, 0.5, 0.4, 0.3];

    /// <summary>The low frequency.</summary>
    [Option("Low angular frequency of the target", Minimum = 1e-6)]
    public double Low { get; init; } = 1;

    /// <summary>The high frequency.</summary>
    [Option("High angular frequency of the target", Minimum = 1e-6)]
    public double High { get; init; } = 2;

    /// <summary>Draws of input weights.</summary>
    [Option("Draws of input weights for each ball", Minimum = 1)]
    public int Draws { get; init; } = 20_000;

    /// <summary>Networks.</summary>
    [Option("Draws of output weights and biases, each of which stays while input weights are drawn", Minimum = 1)]
    public int Networks { get; init; } = 10;
}

/// <summary>What a trial of <see cref="SmallWeightGradients"/> reads: output weights and biases, and the balls of input weights.</summary>
public sealed record SmallWeightGradientsTrial : TrialParameters
{
    /// <summary>Number of neurons.</summary>
    public required int Width { get; init; }

    /// <summary>The balls' radii.</summary>
    public required double[] Radii { get; init; }

    /// <summary>The low angular frequency.</summary>
    public required double Low { get; init; }

    /// <summary>The high angular frequency.</summary>
    public required double High { get; init; }

    /// <summary>Draws for each ball.</summary>
    public required int Draws { get; init; }

    /// <summary>The seed of everything that is drawn.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{Width} neurons, network {Seed}";
}
