using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>
/// Which cells of an adaptive heat map want more images. Every cell is looked at, a coarse grid first; at each look a cell whose interval
/// is narrow enough is done. All cells take the sample's images in the same order.
/// </summary>
internal sealed class AdaptiveHeatMap
{
    private const int CoarseStride = 2;
    private readonly SequentialProportion _plan;
    private readonly FrequencyPlane _plane;

    public AdaptiveHeatMap(FrequencyPlane plane, int images, double precision)
    {
        _plane = plane;
        _plan = new SequentialProportion(images, precision);
    }

    /// <summary>The next blocks to measure: cells that stand at the same look, with the images they get.</summary>
    /// <param name="finished">The finished trials of any kind.</param>
    public IEnumerable<(SpatialFrequency[] Cells, int First, int Count)> Blocks(IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        IEnumerable<Table> tables = finished.Where(t => t.Parameters is HeatMapTrial).Select(t => t.Tables[HeatMapMeasurement.Cells]);
        var seen = Seen(tables.SelectMany(table => table.Rows));
        foreach (IGrouping<int, SpatialFrequency> look in _plane.Classes
            .Where(cell => !seen.TryGetValue(cell, out var looks) || (looks.Count < _plan.Looks.Count && !_plan.IsNarrow(looks)))
            .GroupBy(cell => seen.TryGetValue(cell, out var looks) ? looks.Count : 0).OrderBy(group => group.Key))
        {
            int first = look.Key == 0 ? 0 : _plan.Looks[look.Key - 1];
            yield return ([.. look.OrderBy(cell => IsCoarse(cell) ? 0 : 1)], first, _plan.Looks[look.Key] - first);
        }
    }

    /// <summary>The interval of every measured cell.</summary>
    public IReadOnlyDictionary<SpatialFrequency, (double Low, double High)> Intervals(Table measured) =>
        Seen(measured.Rows).ToDictionary(cell => cell.Key, cell => _plan.Interval(cell.Value));

    private bool IsCoarse(SpatialFrequency cell) => cell.Y / _plane.Stride % CoarseStride == 0 && cell.X / _plane.Stride % CoarseStride == 0;

    // Images and errors at each look, summed up.
    private static Dictionary<SpatialFrequency, List<(int Images, int Errors)>> Seen(IEnumerable<Row> rows)
    {
        var seen = new Dictionary<SpatialFrequency, List<(int Images, int Errors)>>();
        foreach (Row row in rows.OrderBy(r => r.Integer("first_image")))
        {
            SpatialFrequency cell = FrequencyColumns.Of(row);
            List<(int Images, int Errors)> looks = seen.TryGetValue(cell, out var known) ? known : seen[cell] = [];
            (int images, int errors) = looks.Count > 0 ? looks[^1] : (0, 0);
            looks.Add((images + (int)row.Integer("images"), errors + (int)row.Integer("errors")));
        }

        return seen;
    }
}
