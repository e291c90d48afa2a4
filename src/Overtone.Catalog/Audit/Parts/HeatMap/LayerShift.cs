using Overtone.Robustness;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>How far a layer's activations move, for the heat map of an inner layer.</summary>
[Table("layer_cells")]
internal sealed record LayerShift(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Shift, double StandardError)
    : CellRow(FrequencyY, FrequencyX)
{
    /// <summary>The table with a row for every cell of the plane.</summary>
    public const string WholePlane = "heatmap_layer";
}

/// <summary>Measures how far a layer's activations move at some cells of the heat map, on all images.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Layer">The name of the tensor in the ONNX graph.</param>
/// <param name="Perturbation">How images are perturbed.</param>
/// <param name="Cells">The cells, as in <see cref="HeatMapTrial"/>.</param>
internal sealed record LayerTrial(AuditSubject Subject, string Layer, FourierPerturbation Perturbation, int[][] Cells)
    : SubjectTrial(Subject)
{
    public override string Label => $"layer {Layer}, {Cells.Length} cells from ({Cells[0][0]}, {Cells[0][1]})";
}
