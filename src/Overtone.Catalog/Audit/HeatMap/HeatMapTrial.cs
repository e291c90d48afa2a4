using Overtone.Robustness;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>Measures some cells of the heat map on some images.</summary>
public sealed record HeatMapTrial : SubjectTrial
{
    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>The cells: canonical members of conjugate pairs, as vertical and horizontal frequency.</summary>
    public required int[][] Cells { get; init; }

    /// <summary>The first image.</summary>
    public required int First { get; init; }

    /// <summary>The number of images.</summary>
    public required int Count { get; init; }

    /// <summary>The key of the preflight, whose clean logits are compared with; empty when logit shifts are not asked for.</summary>
    public required string CleanLogits { get; init; }

    /// <inheritdoc/>
    public override string Label => $"heat map, {Cells.Length} cells from ({Cells[0][0]}, {Cells[0][1]}), images {First + 1}-{First + Count}";
}
