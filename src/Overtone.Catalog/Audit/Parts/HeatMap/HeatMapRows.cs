using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>A cell on a block of images, as sums, so that blocks can be joined; who is wrong as <see cref="ImageBits"/>.</summary>
[Table("heatmap_cells")]
internal sealed record MeasuredCell(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, int FirstImage, int Images, long Errors,
    [Unit("nats")] double LossSum, [Unit("nats²")] double LossSquares, [Unit("logits")] double ShiftSum,
    [Unit("logits²")] double ShiftSquares, double EffectiveNorm, string Wrong) : CellRow(FrequencyY, FrequencyX);

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

/// <summary>
/// The error averaged over a neighbourhood, with its interval; each of its passes is an image of its own, at one of the frequencies.
/// </summary>
[Table("heatmap_neighbourhoods")]
internal sealed record NeighbourhoodError(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, int Frequencies, double Error, double Low, double High,
    double HalfWidth, long Passes, string Members) : CellRow(FrequencyY, FrequencyX);

/// <summary>The interval of the error at a cell of the plane.</summary>
[Table("heatmap_intervals")]
internal sealed record CellInterval(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Low, double High, double HalfWidth)
    : CellRow(FrequencyY, FrequencyX);
