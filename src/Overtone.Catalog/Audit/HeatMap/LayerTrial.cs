using Overtone.Robustness;

namespace Overtone.Catalog.Audit.HeatMap;

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
