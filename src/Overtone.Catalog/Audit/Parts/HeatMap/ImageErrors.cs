using Overtone.Robustness;
using Overtone.Studies.Findings;

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
    public (Interval Error, Interval AboveClean)? Of(IEnumerable<SpatialFrequency> cells)
    {
        Group[] groups = [.. GroupsOf(cells)];
        return groups.Length == 0 ? null : (Mean(groups), Mean(Array.ConvertAll(groups, group => group.Minus(_clean))));
    }

    /// <summary>
    /// For each image the share of some cells at which it is wrong; null for no cells, or where a cell was not measured on all images.
    /// </summary>
    public double[]? PerImage(IEnumerable<SpatialFrequency> cells) =>
        GroupsOf(cells).ToArray() is [{ Errors: var errors }] && errors.Length == _clean.Length ? errors : null;

    /// <summary>The radius up to which rings are withstood, and its interval where every cell was measured on all images.</summary>
    public (int Radius, Interval? Interval) Withstood()
    {
        var rings = _tiling.Plane.Cells.GroupBy(HeatMapTable.RingOf).Where(ring => ring.Key > 0).OrderBy(ring => ring.Key).ToArray();
        int[] radii = [.. rings.Select(ring => ring.Key)];
        Group[][] groups = [.. rings.Select(ring => GroupsOf(ring).ToArray())];
        if (groups.Any(ring => ring is not [{ Errors.Length: var count }] || count != _clean.Length))
            return (WithstoodRadius.Of(radii.Zip(groups.Select(Value)), _clean.Average()), null);
        double[][] images = [.. _clean.Select((clean, n) => groups.Select(ring => ring[0].Errors[n]).Append(clean).ToArray())];
        (double radius, double low, double high) = BootstrapInterval.OfMeanCurve(
            images, mean => WithstoodRadius.Of(radii.Zip(mean), mean[^1]));
        return ((int)radius, new Interval(radius, low, high));
    }

    // Cells that were measured on as many images, the first ones.
    private IEnumerable<Group> GroupsOf(IEnumerable<SpatialFrequency> cells)
    {
        SpatialFrequency[] all = [.. cells.Select(cell => _tiling.Of(cell).Middle)];
        foreach (IGrouping<int, bool[]> group in all.Select(cell => _wrong[cell]).GroupBy(wrong => wrong.Length))
        {
            var sums = new double[group.Key];
            foreach (bool[] wrong in group)
            {
                for (int n = 0; n < sums.Length; n++)
                    sums[n] += wrong[n] ? 1 : 0;
            }

            int count = group.Count();
            yield return new Group((double)count / all.Length, Array.ConvertAll(sums, sum => sum / count));
        }
    }

    private static Interval Mean(Group[] groups)
    {
        (double value, double low, double high) = groups is [var all]
            ? BootstrapInterval.OfMean(all.Errors)
            : BootstrapInterval.Of(
                [.. Enumerable.Range(0, groups.Max(g => g.Errors.Length))], drawn => groups.Sum(g => g.Share * g.MeanOf(drawn)));
        return new Interval(value, low, high);
    }

    private static double Value(Group[] groups) => groups.Sum(group => group.Share * group.Errors.Average());

    /// <summary>A number with its 95 % interval.</summary>
    internal sealed record Interval(double Value, double Low, double High);

    /// <summary>Some of the cells, measured on the same images.</summary>
    /// <param name="Share">Their share of all cells.</param>
    /// <param name="Errors">For each image the share of these cells at which it is wrong.</param>
    private sealed record Group(double Share, double[] Errors)
    {
        public Group Minus(double[] clean) => this with { Errors = [.. Errors.Select((error, n) => error - clean[n])] };

        // Over the drawn images that these cells were measured on.
        public double MeanOf(IReadOnlyList<int> drawn) =>
            drawn.Where(n => n < Errors.Length).Select(n => Errors[n]).DefaultIfEmpty(double.NaN).Average();
    }
}
