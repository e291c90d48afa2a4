using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of <see cref="SpectralBiasCapacity"/>.</summary>
public sealed record SpectralBiasCapacityOptions : StudyOptions
{
    /// <summary>Depths.</summary>
    [Option("Affine maps of networks as wide as the narrowest of --widths: three or more, rising", Minimum = 2)]
    public int[] Depths { get; init; } = [3, 4, 5, 6];

    /// <summary>Widths.</summary>
    [Option("Widths of networks as deep as the shallowest of --depths: three or more, rising", Minimum = 1)]
    public int[] Widths { get; init; } = [16, 32, 64, 128];

    /// <summary>Bounds of weights.</summary>
    [Option("Bounds that weights are clipped to, in networks of the largest depth: three or more, rising", Minimum = 1e-6)]
    public double[] Clips { get; init; } = [0.1, 0.15, 0.2, 2];

    /// <summary>The width of networks with clipped weights.</summary>
    [Option("Width of the networks whose weights are clipped", Minimum = 1)]
    public int ClippedWidth { get; init; } = 64;

    /// <summary>Training samples.</summary>
    [Option("Training samples on the unit interval, its end left out; an even number", Minimum = 16)]
    public int Samples { get; init; } = 100;

    /// <summary>Adam's learning rate.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Training steps.</summary>
    [Option("Training steps, each on all samples", Minimum = 60)]
    public long Steps { get; init; } = 9000;

    /// <summary>Networks trained in each setting.</summary>
    [Option("Networks trained in each setting, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 6;

    /// <summary>Whether the negative control runs.</summary>
    [Option("Whether to run the negative control, the smallest network again from other seeds")]
    public bool Controls { get; init; } = true;
}
