using Overtone.Robustness;

namespace Overtone.Catalog.Audit;

/// <summary>
/// Mean errors over cells of a heat map, image by image, so that they can be set against the same images unperturbed. Intervals draw the
/// images anew.
/// </summary>
internal sealed class ImageErrors
{
    private readonly FrequencyTiling _tiling;
    private readonly Dictionary<SpatialFrequency, bool[]> _wrong;
    private readonly double[] _clean;

    /// <summary>The errors of an audit.</summary>
    /// <param name="cells">What was measured, by the middles of neighbourhoods.</param>
    /// <param name="tiling">The cells, and which of them are averaged.</param>
    /// <param name="clean">The images as they are, in the order in which the cells took them.</param>
    public ImageErrors(IEnumerable<MeasuredCell> cells, FrequencyTiling tiling, IEnumerable<CleanAnswer> clean)
    {
        _tiling = tiling;
        _wrong = cells.GroupBy(r => r.Cell).ToDictionary(
            cell => cell.Key, cell => cell.OrderBy(r => r.FirstImage).SelectMany(r => ImageBits.Read(r.Wrong, r.Images)).ToArray());
        _clean = [.. clean.Select(r => r.IsRight ? 0.0 : 1)];
    }

    /// <summary>Which images are wrong at a cell: as many of the first ones as its neighbourhood was measured on.</summary>
    public bool[] WrongAt(SpatialFrequency cell) => _wrong[_tiling.Of(cell).Middle];

    /// <summary>The mean error over some cells, and what of it is not there without a perturbation; null for no cells.</summary>
    public (ErrorInterval Error, ErrorInterval AboveClean)? Of(IEnumerable<SpatialFrequency> cells) => MeanOf(cells) is { } mean
        ? (mean.IntervalOver(All), mean.Minus(_clean).IntervalOver(All))
        : null;

    /// <summary>The mean error over some cells, image by image; null for no cells.</summary>
    public CellMean? MeanOf(IEnumerable<SpatialFrequency> cells)
    {
        bool[][] all = [.. cells.Select(WrongAt)];
        IEnumerable<(double Share, double[] Images)> groups =
            all.GroupBy(wrong => wrong.Length).Select(group => ((double)group.Count() / all.Length, ShareOf([.. group])));
        return all.Length == 0 ? null : new CellMean([.. groups]);
    }

    /// <summary>By how much the mean error over some cells is above the error without a perturbation, on some images alone.</summary>
    /// <param name="cells">The cells; each was measured on one of the images at least.</param>
    /// <param name="images">Their places in the order of the sample.</param>
    public ErrorInterval AboveClean(IEnumerable<SpatialFrequency> cells, IEnumerable<int> images) =>
        MeanOf(cells)!.Minus(_clean).IntervalOver(images);

    /// <summary>The radius up to which rings are withstood.</summary>
    public ErrorInterval Withstood()
    {
        var rings = _tiling.Plane.Cells.GroupBy(HeatMapTable.RingOf).Where(ring => ring.Key > 0).OrderBy(ring => ring.Key).ToArray();
        return CellMean.Interval(
            [.. rings.Select(ring => MeanOf(ring)!), new CellMean((1, _clean))], All,
            means => WithstoodRadius.Of(rings.Select(ring => ring.Key).Zip(means), means[^1]));
    }

    private IEnumerable<int> All => Enumerable.Range(0, _clean.Length);

    // For each image the share of cells at which it is wrong.
    private static double[] ShareOf(bool[][] cells)
    {
        var shares = new double[cells[0].Length];
        foreach (bool[] wrong in cells)
        {
            for (int n = 0; n < shares.Length; n++)
                shares[n] += wrong[n] ? 1 : 0;
        }

        return Array.ConvertAll(shares, sum => sum / cells.Length);
    }
}
