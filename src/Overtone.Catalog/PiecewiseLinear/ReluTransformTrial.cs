using Overtone.Studies;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>What a trial of <see cref="ReluTransform"/> reads: one seed's networks.</summary>
public sealed record ReluTransformTrial : TrialParameters
{
    /// <summary>Hidden widths of the network of one variable.</summary>
    public required int[] LineWidths { get; init; }

    /// <summary>Hidden widths of the network of two variables.</summary>
    public required int[] PlaneWidths { get; init; }

    /// <summary>Inputs of the network that is sampled.</summary>
    public required int Inputs { get; init; }

    /// <summary>Hidden widths of the network that is sampled.</summary>
    public required int[] TaperedWidths { get; init; }

    /// <summary>Samples along the tapered line.</summary>
    public required int Samples { get; init; }

    /// <summary>Directions in which the decay is fitted.</summary>
    public required int Directions { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Whether curves and pictures are stored as well: those of one seed are drawn.</summary>
    public required bool Pictures { get; init; }

    /// <inheritdoc/>
    public override string Label => $"seed {Seed}";
}
