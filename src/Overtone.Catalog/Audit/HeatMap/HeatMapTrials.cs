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
    public override string Label =>
        $"heat map, {Cells.Length} cells from ({Cells[0][0]}, {Cells[0][1]}), images {First + 1}-{First + Count}";
}

/// <summary>Measures how far a layer's activations move at some cells of the heat map, on all images.</summary>
public sealed record LayerTrial : SubjectTrial
{
    /// <summary>The name of the tensor in the ONNX graph.</summary>
    public required string Layer { get; init; }

    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>The cells, as in <see cref="HeatMapTrial"/>.</summary>
    public required int[][] Cells { get; init; }

    /// <inheritdoc/>
    public override string Label => $"layer {Layer}, {Cells.Length} cells from ({Cells[0][0]}, {Cells[0][1]})";
}

/// <summary>Compares the predictions of the subject's number type with those of float32, on clean images and at some cells.</summary>
public sealed record DtypeTrial : SubjectTrial
{
    /// <summary>How images are perturbed.</summary>
    public required FourierPerturbation Perturbation { get; init; }

    /// <summary>The cells, as in <see cref="HeatMapTrial"/>.</summary>
    public required int[][] Cells { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Subject.Dtype)} against float32, {Cells.Length} cells";
}
