using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>A cell on a block of images, as sums, so that blocks can be joined; who is wrong as <see cref="ImageBits"/>.</summary>
[Table("heatmap_cells")]
internal sealed record MeasuredCell(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, int FirstImage, int Images, long Errors,
    [Unit("nats")] double LossSum, [Unit("nats²")] double LossSquares, [Unit("logits")] double ShiftSum,
    [Unit("logits²")] double ShiftSquares, double EffectiveNorm, string Wrong) : CellRow(FrequencyY, FrequencyX);

/// <summary>How far a layer's activations move.</summary>
[Table("layer_cells")]
internal sealed record LayerShift(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Shift, double StandardError)
    : CellRow(FrequencyY, FrequencyX)
{
    /// <summary>The table with a row for every cell of the plane.</summary>
    public const string WholePlane = "heatmap_layer";
}

/// <summary>What float32 and the audit's number type answer to one image; no frequency where it is as it is.</summary>
[Table("dtype_answers")]
internal sealed record DtypeAnswer(
    [Unit(CellRow.Unit)] double? FrequencyY, [Unit(CellRow.Unit)] double? FrequencyX, int Image, long Label, int Float32Prediction,
    int Prediction, [Unit("logits")] double Float32Margin)
{
    /// <summary>Whether they differ.</summary>
    public bool IsFlip => Prediction != Float32Prediction;
}

/// <summary>How often float32 and the audit's number type differ at one frequency.</summary>
[Table("dtype_flips")]
internal sealed record DtypeFlipRate(
    [Unit(CellRow.Unit)] double? FrequencyY, [Unit(CellRow.Unit)] double? FrequencyX, int Images, int Flips, double FlipRate,
    [Unit("logits")] double LargestFloat32MarginAtFlips, [Unit("logits")] double MedianFloat32Margin, double Float32Error, double Error);

/// <summary>The share of wrong predictions at a cell of the plane.</summary>
[Table("heatmap")]
internal sealed record CellError(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Error, double StandardError, long Images)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>Loss and logit shift at a cell of the plane.</summary>
[Table("heatmap_metrics")]
internal sealed record CellMetrics(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, [Unit("nats")] double Loss,
    [Unit("nats")] double LossStandardError, [Unit("logits")] double LogitShift, [Unit("logits")] double LogitShiftStandardError,
    double EffectiveNorm) : CellRow(FrequencyY, FrequencyX);

/// <summary>The mean error on a ring of cells whose rounded distance from zero frequency is the radius.</summary>
[Table("heatmap_rings")]
internal sealed record RingError([Unit(CellRow.Unit)] int Radius, double Error, int Cells);

/// <summary>The interval of the error at a cell of the plane.</summary>
[Table("heatmap_intervals")]
internal sealed record CellInterval(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Low, double High, double HalfWidth)
    : CellRow(FrequencyY, FrequencyX);
