using Overtone.Robustness;

namespace Overtone.Catalog.Audit;

/// <summary>The measured cells of a heat map, joined over blocks of images and spread over the whole plane.</summary>
internal sealed class HeatMapTable(IEnumerable<MeasuredCell> measured, FrequencyTiling tiling)
{
    private readonly Dictionary<SpatialFrequency, Sums> _cells = measured.GroupBy(r => r.Cell).ToDictionary(g => g.Key, g => new Sums(
        g.Sum(r => (long)r.Images), g.Sum(r => r.Errors), g.Sum(r => r.LossSum), g.Sum(r => r.LossSquares), g.Sum(r => r.ShiftSum),
        g.Sum(r => r.ShiftSquares), g.Sum(r => r.EffectiveNorm * r.Images) / g.Sum(r => (long)r.Images)));

    /// <summary>The ring a cell lies on: its rounded distance from zero.</summary>
    public static int RingOf(SpatialFrequency cell) => (int)Math.Round(cell.Radius);

    /// <summary>The measured sums of the cell's neighbourhood.</summary>
    public Sums At(SpatialFrequency cell) => _cells[tiling.Of(cell).Middle];

    /// <summary>The share of wrong predictions at a cell.</summary>
    public double Error(SpatialFrequency cell) => At(cell).Error;

    /// <summary>The mean norm of one channel's perturbation over all cells.</summary>
    public double EffectiveNorm => tiling.Plane.Cells.Average(cell => At(cell).EffectiveNorm);

    /// <summary>The errors, one row a cell of the plane.</summary>
    public IEnumerable<CellError> Errors() => tiling.Plane.Cells.Select(cell =>
    {
        Sums sums = At(cell);
        return new CellError(cell.Y, cell.X, sums.Error, StandardError.OfShare(sums.Error, sums.Images), sums.Images);
    });

    /// <summary>Loss and logit shift, one row a cell of the plane.</summary>
    public IEnumerable<CellMetrics> Metrics() => tiling.Plane.Cells.Select(cell =>
    {
        Sums sums = At(cell);
        return new CellMetrics(
            cell.Y, cell.X, sums.Loss / sums.Images, StandardError.OfMean(sums.Loss, sums.LossSquares, sums.Images),
            sums.Shift / sums.Images, StandardError.OfMean(sums.Shift, sums.ShiftSquares, sums.Images), sums.EffectiveNorm);
    });

    /// <summary>The mean error on rings of frequencies whose rounded distance from zero is r.</summary>
    public IEnumerable<RingError> Rings() => tiling.Plane.Cells.GroupBy(RingOf).OrderBy(ring => ring.Key)
        .Select(ring => new RingError(ring.Key, ring.Average(Error), ring.Count()));

    /// <inheritdoc cref="AdaptiveSampling.Looks"/>
    public static IReadOnlyDictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> Looks(
        IEnumerable<MeasuredCell> measured) =>
        AdaptiveSampling.Looks(measured.Select(r => (r.Cell, r.FirstImage, r.Images, (int)r.Errors)));

    /// <summary>What was measured at one cell.</summary>
    internal sealed record Sums(
        long Images, long Errors, double Loss, double LossSquares, double Shift, double ShiftSquares, double EffectiveNorm)
    {
        public double Error => (double)Errors / Images;
    }
}
