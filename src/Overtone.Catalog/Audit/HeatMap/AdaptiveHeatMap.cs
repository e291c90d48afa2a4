using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>An adaptive heat map over the stored tables: what its cells have seen so far, and what they want next.</summary>
internal sealed class AdaptiveHeatMap(FrequencyPlane plane, int images, double precision, double limit)
{
    private readonly AdaptiveSampling _sampling = new(plane, images, precision, limit);

    /// <summary>The next blocks to measure.</summary>
    /// <param name="finished">The finished trials of any kind.</param>
    public IReadOnlyList<AdaptiveBlock> Blocks(IReadOnlyList<FinishedTrial<AuditTrial>> finished) =>
        _sampling.Next(Seen(finished.Where(t => t.Parameters is HeatMapTrial).SelectMany(t => t.Tables[HeatMapMeasurement.Cells].Rows)));

    /// <summary>The interval of every measured cell.</summary>
    public IReadOnlyDictionary<SpatialFrequency, (double Low, double High)> Intervals(Table measured) =>
        Seen(measured.Rows).ToDictionary(cell => cell.Key, cell => _sampling.Proportion.Interval(cell.Value));

    // Images and errors at each look, summed up.
    private static Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> Seen(IEnumerable<Row> rows)
    {
        var seen = new Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>>();
        foreach (IGrouping<SpatialFrequency, Row> cell in rows.GroupBy(FrequencyColumns.Of))
        {
            var looks = new List<(int Images, int Errors)>();
            (int images, int errors) = (0, 0);
            foreach (Row row in cell.OrderBy(r => r.Integer("first_image")))
                looks.Add((images += (int)row.Integer("images"), errors += (int)row.Integer("errors")));
            seen.Add(cell.Key, looks);
        }

        return seen;
    }
}
