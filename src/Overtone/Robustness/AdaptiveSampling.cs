namespace Overtone.Robustness;

/// <summary>
/// Which cells of a heat map want more images, when each need only be known so well. Every second frequency in both directions is measured
/// first, until its interval is narrow. Of the cells between, one that is clearly low or clearly high where the surface does not bend is
/// done at twice that width; the others go on until they are as narrow. Every cell is measured: a value put in between its neighbours
/// would have no interval.
/// Source: Overtone's own; the intervals are those of <see cref="SequentialProportion"/>.
/// </summary>
public sealed class AdaptiveSampling
{
    private const int CoarseStride = 2;
    private const double WidthOfClearCells = 2;
    private readonly FrequencyPlane _plane;
    private readonly double _precision;
    private readonly double _limit;

    /// <summary>A plan for the cells of a plane.</summary>
    /// <param name="plane">The cells.</param>
    /// <param name="images">Images in the sample; every cell takes them in the same order.</param>
    /// <param name="precision">Half the width of a narrow interval, above 0.</param>
    /// <param name="limit">The error that divides clearly low from clearly high cells, for example what counts as withstood.</param>
    public AdaptiveSampling(FrequencyPlane plane, int images, double precision, double limit)
    {
        (_plane, _precision, _limit) = (plane, precision, limit);
        Proportion = new SequentialProportion(images, precision);
    }

    /// <summary>The looks at a cell and its interval.</summary>
    public SequentialProportion Proportion { get; }

    /// <summary>
    /// What to measure next: blocks of cells that stand at the same look, with the images they get. Empty when all are done.
    /// </summary>
    /// <param name="seen">Images and errors at each look so far, by the canonical member of each measured pair.</param>
    public IReadOnlyList<AdaptiveRequest> Next(IReadOnlyDictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> seen)
    {
        IReadOnlyList<AdaptiveRequest> coarse = Blocks(_plane.Classes.Where(IsCoarse), seen);
        return coarse.Count > 0 ? coarse : Blocks(_plane.Classes.Where(cell => !IsCoarse(cell)), seen);
    }

    /// <summary>Images and errors at each look, summed up from blocks of images.</summary>
    /// <param name="blocks">The blocks of each cell, of which one look makes one: where it begins, its images and its errors.</param>
    public static IReadOnlyDictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> Looks(
        IEnumerable<(SpatialFrequency Cell, int First, int Images, int Errors)> blocks)
    {
        var seen = new Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>>();
        foreach (var cell in blocks.GroupBy(block => block.Cell))
        {
            var looks = new List<(int Images, int Errors)>();
            (int images, int errors) = (0, 0);
            foreach (var block in cell.OrderBy(block => block.First))
                looks.Add((images += block.Images, errors += block.Errors));
            seen.Add(cell.Key, looks);
        }

        return seen;
    }

    private AdaptiveRequest[] Blocks(
        IEnumerable<SpatialFrequency> cells, IReadOnlyDictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> seen)
    {
        int LooksAt(SpatialFrequency cell) => seen.TryGetValue(cell, out var looks) ? looks.Count : 0;
        return [.. cells
            .Where(cell => !IsDone(cell, seen))
            .GroupBy(LooksAt)
            .OrderBy(group => group.Key)
            .Select(group => Block([.. group], group.Key))];
    }

    private AdaptiveRequest Block(SpatialFrequency[] cells, int look)
    {
        int first = look == 0 ? 0 : Proportion.Looks[look - 1];
        return new AdaptiveRequest(cells, first, Proportion.Looks[look] - first);
    }

    private bool IsDone(SpatialFrequency cell, IReadOnlyDictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> seen)
    {
        if (!seen.TryGetValue(cell, out IReadOnlyList<(int Images, int Errors)>? looks))
            return false;
        if (looks.Count == Proportion.Looks.Count || Proportion.IsNarrow(looks))
            return true;
        return !IsCoarse(cell)
            && Proportion.IsNarrow(looks, WidthOfClearCells * _precision)
            && IsClear(Proportion.Interval(looks), [.. CoarseNeighbours(cell, seen)]);
    }

    // Clear: the interval and all neighbours lie on one side of the limit. Flat: the neighbours' mean could be this cell's error.
    private bool IsClear((double Low, double High) interval, double[] neighbours)
    {
        if (neighbours.Length == 0)
            return false;
        bool isLow = interval.High < _limit && neighbours.All(error => error < _limit),
            isHigh = interval.Low >= _limit && neighbours.All(error => error >= _limit);
        double between = neighbours.Average();
        return (isLow || isHigh) && between >= interval.Low && between <= interval.High;
    }

    private IEnumerable<double> CoarseNeighbours(
        SpatialFrequency cell, IReadOnlyDictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> seen)
    {
        foreach (int y in Coarse(cell.Y))
        {
            foreach (int x in Coarse(cell.X))
            {
                if (seen.TryGetValue(_plane.Canonical(new SpatialFrequency(y, x)), out var looks))
                    yield return (double)looks[^1].Errors / looks[^1].Images;
            }
        }
    }

    private int[] Coarse(int frequency) => IsCoarse(frequency) ? [frequency] : [frequency - _plane.Stride, frequency + _plane.Stride];

    private bool IsCoarse(SpatialFrequency cell) => IsCoarse(cell.Y) && IsCoarse(cell.X);

    private bool IsCoarse(int frequency) => frequency / _plane.Stride % CoarseStride == 0;
}
