using Overtone.Robustness;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>The measured cells of a heat map, joined over blocks of images and spread over the whole plane.</summary>
internal sealed class HeatMapTable
{
    private readonly Dictionary<SpatialFrequency, Sums> _cells;
    private readonly FrequencyPlane _plane;

    public HeatMapTable(Table measured, FrequencyPlane plane)
    {
        _plane = plane;
        _cells = measured.Rows
            .GroupBy(FrequencyColumns.Of)
            .ToDictionary(g => g.Key, g => new Sums(
                g.Sum(r => r.Integer("images")),
                g.Sum(r => r.Integer("errors")),
                g.Sum(r => r.Number("loss_sum")),
                g.Sum(r => r.Number("loss_squares")),
                g.Sum(r => r.Number("shift_sum")),
                g.Sum(r => r.Number("shift_squares")),
                g.Sum(r => r.Number("effective_norm") * r.Integer("images")) / g.Sum(r => r.Integer("images"))));
    }

    /// <summary>The ring a cell lies on: its rounded distance from zero.</summary>
    public static int RingOf(SpatialFrequency cell) => (int)Math.Round(cell.Radius);

    /// <summary>The cell's measured sums.</summary>
    public Sums At(SpatialFrequency cell) => _cells[_plane.Canonical(cell)];

    /// <summary>The share of wrong predictions at a cell.</summary>
    public double Error(SpatialFrequency cell) => At(cell).Error;

    /// <summary>The mean norm of one channel's perturbation over all cells.</summary>
    public double EffectiveNorm => _plane.Cells.Average(cell => At(cell).EffectiveNorm);

    /// <summary>The errors, one row a cell of the plane.</summary>
    public Table Errors()
    {
        var rows = new TableBuilder(
            "heatmap",
            FrequencyColumns.Y, FrequencyColumns.X, Column.Number("error"),
            Column.Number("standard_error"), Column.Integer("images"));
        foreach (SpatialFrequency cell in _plane.Cells)
        {
            Sums sums = At(cell);
            rows.Add(cell.Y, cell.X, sums.Error, StandardError.OfShare(sums.Error, sums.Images), sums.Images);
        }

        return rows.Build();
    }

    /// <summary>Loss and logit shift, one row a cell of the plane.</summary>
    public Table Metrics()
    {
        var rows = new TableBuilder(
            "heatmap_metrics",
            FrequencyColumns.Y, FrequencyColumns.X, Column.Number("loss", "nats"),
            Column.Number("loss_standard_error", "nats"), Column.Number("logit_shift", "logits"), Column.Number("logit_shift_standard_error", "logits"),
            Column.Number("effective_norm"));
        foreach (SpatialFrequency cell in _plane.Cells)
        {
            Sums sums = At(cell);
            rows.Add(
                cell.Y, cell.X, sums.Loss / sums.Images, StandardError.OfMean(sums.Loss, sums.LossSquares, sums.Images), sums.Shift / sums.Images,
                StandardError.OfMean(sums.Shift, sums.ShiftSquares, sums.Images), sums.EffectiveNorm);
        }

        return rows.Build();
    }

    /// <summary>The mean error on rings of frequencies whose rounded distance from zero is r.</summary>
    public Table Rings()
    {
        var rows = new TableBuilder("heatmap_rings", Column.Integer("radius", "cycles per image"), Column.Number("error"), Column.Integer("cells"));
        foreach (IGrouping<int, SpatialFrequency> ring in _plane.Cells.GroupBy(RingOf).OrderBy(g => g.Key))
            rows.Add(ring.Key, ring.Average(Error), ring.Count());
        return rows.Build();
    }

    /// <summary>What was measured at one cell.</summary>
    internal sealed record Sums(long Images, long Errors, double Loss, double LossSquares, double Shift, double ShiftSquares, double EffectiveNorm)
    {
        public double Error => (double)Errors / Images;
    }
}
