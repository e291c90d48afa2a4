using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of <see cref="SpectralBiasNoisyLabels"/>.</summary>
public sealed record SpectralBiasNoisyLabelsOptions : StudyOptions
{
    /// <summary>The data set.</summary>
    [Option("Data set with classes named as --classes says: digits, mnist, or a folder")]
    public string Data { get; init; } = "digits";

    /// <summary>The classes whose images are -1 and +1.</summary>
    [Option("Names of the two classes: the first is -1, the second +1")]
    public string[] Classes { get; init; } = ["3", "8"];

    /// <summary>Images of the two classes.</summary>
    [Option("Images, in the order of the file; the first four fifths train, the rest validate; 0 for all", Minimum = 0)]
    public int Images { get; init; }

    /// <summary>Whether norms are moved and scaled to MNIST's.</summary>
    [Option("Whether norms of images are moved and scaled to the mean 9.77 and deviation 1.48 that they have in MNIST, so that a frequency means as many cycles")]
    public bool MatchNorms { get; init; } = true;

    /// <summary>Affine maps.</summary>
    [Option("Affine maps, a ReLU after each but the last", Minimum = 2)]
    public int Depth { get; init; } = 6;

    /// <summary>Units of every hidden layer.</summary>
    [Option("Units of every hidden layer", Minimum = 1)]
    public int Width { get; init; } = 64;

    /// <summary>Adam's learning rate.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Training steps.</summary>
    [Option("Training steps, each on all training images", Minimum = 20)]
    public long Steps { get; init; } = 1500;

    /// <summary>Steps between two records.</summary>
    [Option("Steps between two records of the losses", Minimum = 1)]
    public long RecordEvery { get; init; } = 10;

    /// <summary>Networks trained in each setting.</summary>
    [Option("Networks trained in each setting, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 6;

    /// <summary>Whether the negative controls run.</summary>
    [Option("Whether to run the negative controls, the same noise shuffled among the images")]
    public bool Controls { get; init; } = true;
}
