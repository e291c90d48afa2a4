using Overtone.Studies.Findings;

namespace Overtone.Reports.Data;

/// <summary>One polygon.</summary>
/// <param name="Corners">Its corners, in order around it.</param>
/// <param name="Value">The value shown as colour.</param>
internal sealed record FilledPolygon(IReadOnlyList<(double X, double Y)> Corners, double Value);

/// <summary>What a <see cref="PolygonPanel"/> draws.</summary>
/// <param name="Polygons">The polygons, in order.</param>
internal sealed record PolygonData(IReadOnlyList<FilledPolygon> Polygons)
{
    /// <summary>Reads the panel's rows; polygons with a corner that is not finite are left out.</summary>
    /// <exception cref="ArgumentException">A column is missing or holds text in place of numbers.</exception>
    public static PolygonData Of(PolygonPanel panel, PanelRows rows)
    {
        IReadOnlyList<double> polygon = rows.Numbers(panel.Polygon), x = rows.Numbers(panel.X.Column), y = rows.Numbers(panel.Y.Column);
        IReadOnlyList<double> values = rows.Numbers(panel.Value.Column);
        return new PolygonData([.. Enumerable.Range(0, rows.Count)
            .GroupBy(row => polygon[row])
            .Where(own => own.All(row => double.IsFinite(x[row]) && double.IsFinite(y[row])))
            .Select(own => new FilledPolygon([.. own.Select(row => (x[row], y[row]))], values[own.First()]))]);
    }
}
