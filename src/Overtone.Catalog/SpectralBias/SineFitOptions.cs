using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of studies in which deep ReLU networks fit sums of sines on the unit interval.</summary>
internal abstract record SineFitOptions : StudyOptions
{
    [Option(
        "Number of affine maps, with a ReLU after each but the last: 6 as in the notebooks, 7 for six hidden layers",
        Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Depth { get; init; } = 6;

    [Option("Units in every hidden layer", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Width { get; init; } = 64;

    [Option("Training samples on the unit interval, without its end point", Minimum = 8, Reduced = Reduced.WhenLess)]
    public int Samples { get; init; } = 80;

    [Option("Frequencies of the target, in cycles per unit: three or more, rising, below half the samples", Minimum = 1)]
    public int[] Frequencies { get; init; } = Multiples(2);

    [Option("Learning rate of Adam", Above = 0)]
    public double LearningRate { get; init; } = 1e-3;

    [Option("Training steps, each on all samples", Minimum = 40, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 12_000;

    [Option(
        "Networks trained in each setting, each with its own phases",
        Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    /// <summary>One to ten times a frequency.</summary>
    internal static int[] Multiples(int frequency) => [.. Enumerable.Range(1, 10).Select(n => n * frequency)];

    /// <summary>Checks what limits of single options cannot say.</summary>
    /// <exception cref="InvalidOptionException">Frequencies are too few, do not rise, or cannot be told apart on the samples.</exception>
    internal void ValidateFrequencies()
    {
        RisingOption.Require("--frequencies", Frequencies, fewest: 3);
        if (2 * Frequencies[^1] >= Samples)
            throw new InvalidOptionException("--frequencies", $"{Frequencies[^1]}", $"frequencies below {Samples / 2.0}, half of the "
                + $"{Samples} samples: higher ones look like lower ones");
    }

    /// <summary>The layer widths from input to output.</summary>
    /// <param name="inputs">How many numbers an input has.</param>
    internal int[] Widths(int inputs = 1) => [inputs, .. Enumerable.Repeat(Width, Depth - 1), 1];

    /// <summary>The seeds, cut into ensembles that are trained together.</summary>
    internal IReadOnlyList<long[]> Ensembles(int[] widths) =>
        SeedEnsembles.Cut(Seed, Replicates, new PerceptronShape(widths, Activation.Relu), Samples);
}
