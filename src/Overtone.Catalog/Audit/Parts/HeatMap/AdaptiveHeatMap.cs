using Overtone.Robustness;

namespace Overtone.Catalog.Audit;

/// <summary>An adaptive heat map over the stored rows: what its cells have seen so far, and what they want next.</summary>
internal sealed class AdaptiveHeatMap(FrequencyPlane plane, int images, double precision, double limit)
{
    private readonly AdaptiveSampling _sampling = new(plane, images, precision, limit);

    /// <summary>The next blocks to measure.</summary>
    public IReadOnlyList<AdaptiveRequest> Blocks(IEnumerable<MeasuredCell> measured) => _sampling.Next(Seen(measured));

    /// <summary>The interval of every measured cell.</summary>
    public IReadOnlyDictionary<SpatialFrequency, (double Low, double High)> Intervals(IEnumerable<MeasuredCell> measured) =>
        Seen(measured).ToDictionary(cell => cell.Key, cell => _sampling.Proportion.Interval(cell.Value));

    // Images and errors at each look, summed up.
    private static Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> Seen(IEnumerable<MeasuredCell> rows)
    {
        var seen = new Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>>();
        foreach (IGrouping<SpatialFrequency, MeasuredCell> cell in rows.GroupBy(r => r.Cell))
        {
            var looks = new List<(int Images, int Errors)>();
            (int images, int errors) = (0, 0);
            foreach (MeasuredCell row in cell.OrderBy(r => r.FirstImage))
                looks.Add((images += row.Images, errors += (int)row.Errors));
            seen.Add(cell.Key, looks);
        }

        return seen;
    }
}
