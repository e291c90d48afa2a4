using Overtone.Studies;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>The options of <see cref="ReluTransform"/>.</summary>
public sealed record ReluTransformOptions : StudyOptions
{
    /// <summary>Hidden widths of the one-dimensional networks.</summary>
    [Option("Hidden layer widths of the networks of one variable", Minimum = 1)]
    public int[] LineWidths { get; init; } = [32, 32];

    /// <summary>Hidden widths of the two-dimensional networks.</summary>
    [Option("Hidden layer widths of the networks of two variables; small, so that the reach of k lies beyond all their regions", Minimum = 1)]
    public int[] PlaneWidths { get; init; } = [8, 8];

    /// <summary>Input dimension of the networks whose tapered slice is sampled.</summary>
    [Option("Inputs of the networks that are sampled along a tapered line", Minimum = 1)]
    public int Inputs { get; init; } = 20;

    /// <summary>Hidden widths of these networks.</summary>
    [Option("Hidden layer widths of these networks", Minimum = 1)]
    public int[] TaperedWidths { get; init; } = [64, 64];

    /// <summary>Samples along the tapered line.</summary>
    [Option("Samples along the tapered line", Minimum = 4096, Maximum = 1 << 20)]
    public int Samples { get; init; } = 32_768;

    /// <summary>Directions in which the decay is fitted.</summary>
    [Option("Random directions of k, and as many normals of edges, in which the decay is fitted", Minimum = 1)]
    public int Directions { get; init; } = 8;

    /// <summary>Networks of each kind.</summary>
    [Option("Networks of each kind, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 12;
}
