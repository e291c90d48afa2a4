using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of <see cref="SpectralBiasKernelBasis"/>.</summary>
public sealed record SpectralBiasKernelBasisOptions : StudyOptions
{
    /// <summary>The data set.</summary>
    [Option("Data set with classes named as --classes says: digits, mnist, or a folder")]
    public string Data { get; init; } = "digits";

    /// <summary>The classes whose images are -1 and +1.</summary>
    [Option("Names of the two classes: the first is -1, the second +1")]
    public string[] Classes { get; init; } = ["3", "8"];

    /// <summary>Images of the two classes.</summary>
    [Option("Images, in the order of the file; 0 for all", Minimum = 0)]
    public int Images { get; init; }

    /// <summary>The kernel's width.</summary>
    [Option("Width σ of the kernel exp(−|x − y|²/2σ²), pixels being in [0, 1]; 0 for the median distance between images", Minimum = 0)]
    public double KernelWidth { get; init; }

    /// <summary>How fast the weights of the noise grow.</summary>
    [Option("Exponent γ of the noise's weights (n/N)^γ", Minimum = 0)]
    public double Growth { get; init; } = 2;

    /// <summary>Affine maps.</summary>
    [Option("Affine maps, a ReLU after each but the last", Minimum = 2)]
    public int Depth { get; init; } = 6;

    /// <summary>Units of every hidden layer.</summary>
    [Option("Units of every hidden layer", Minimum = 1)]
    public int Width { get; init; } = 128;

    /// <summary>Adam's learning rate.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Training steps.</summary>
    [Option("Training steps, each on all images", Minimum = 20)]
    public long Steps { get; init; } = 1500;

    /// <summary>The step by which the dip must be over.</summary>
    [Option("Step at which the validation error is compared with its minimum; at most --steps", Minimum = 10)]
    public long LateStep { get; init; } = 1500;

    /// <summary>Steps between two records.</summary>
    [Option("Steps between two records", Minimum = 1)]
    public long RecordEvery { get; init; } = 10;

    /// <summary>Networks trained with each noise.</summary>
    [Option("Networks trained with each noise, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 6;
}
