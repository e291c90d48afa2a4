using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of <see cref="SpectralBiasManifold"/>.</summary>
public sealed record SpectralBiasManifoldOptions : StudyOptions
{
    /// <summary>Samples along a curve. Frequencies are multiples of a part of them.</summary>
    [Option("Samples along a curve; frequencies are fixed parts of them, up to 2 in 5 cycles a sample", Minimum = 100)]
    public int Samples { get; init; } = 200;

    /// <summary>Petals of the curves on which sums of sines are fitted.</summary>
    [Option("Petals of the curves on which sums of sines are fitted: two or more, rising from the circle's 0", Minimum = 0)]
    public int[] Petals { get; init; } = [0, 4, 10, 16];

    /// <summary>Petals of the curves on which signs are told.</summary>
    [Option("Petals of the curves on which signs are told: three or more, rising", Minimum = 0)]
    public int[] SignPetals { get; init; } = [0, 2, 4, 6, 8];

    /// <summary>Frequencies of the signs.</summary>
    [Option("Frequencies of the signs, in twentieths of a cycle a sample", Minimum = 1, Maximum = 8)]
    public int[] SignFrequencies { get; init; } = [1, 3, 5, 7];

    /// <summary>Petals of the curve on which two networks are compared.</summary>
    [Option("Petals of the curve on which two networks are compared, their sign having a fifth of a cycle a sample", Minimum = 0)]
    public int PairPetals { get; init; } = 4;

    /// <summary>Affine maps.</summary>
    [Option("Affine maps, a ReLU after each but the last", Minimum = 2)]
    public int Depth { get; init; } = 6;

    /// <summary>Units of every hidden layer.</summary>
    [Option("Units of every hidden layer", Minimum = 1)]
    public int Width { get; init; } = 64;

    /// <summary>Adam's learning rate.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps of the fits.</summary>
    [Option("Training steps of the fits, each on all samples", Minimum = 20)]
    public long Steps { get; init; } = 6000;

    /// <summary>Steps of the classifiers.</summary>
    [Option("Training steps of the classifiers, each on all samples", Minimum = 20)]
    public long SignSteps { get; init; } = 4000;

    /// <summary>Networks trained in each setting.</summary>
    [Option("Networks trained in each setting, each with phases of its own", Minimum = 1)]
    public int Replicates { get; init; } = 6;

    /// <summary>Layer widths from the plane to one output.</summary>
    internal int[] Widths => [2, .. Enumerable.Repeat(Width, Depth - 1), 1];

    /// <summary>Frequencies of the sums of sines: ten, from a fiftieth to a fifth of a cycle a sample.</summary>
    internal static int[] SumFrequencies(int samples) => [.. Enumerable.Range(1, 10).Select(n => n * samples / 50)];

    /// <summary>A frequency given in twentieths of a cycle a sample, in cycles a turn.</summary>
    internal static int SignFrequency(int twentieths, int samples) => twentieths * samples / 20;
}
