using Overtone.Studies.Tables;
using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>Regions as a table for a <see cref="Studies.Findings.PolygonPanel"/>: one row a corner.</summary>
internal static class RegionTable
{
    public static Table Of(string name, IReadOnlyList<LinearRegion> regions, Func<LinearRegion, double> value)
    {
        var table = new TableBuilder(name, Column.Integer("region"), Column.Number("x"), Column.Number("y"), Column.Number("value"));
        for (int region = 0; region < regions.Count; region++)
        {
            double shown = value(regions[region]);
            foreach (PlanePoint corner in regions[region].Polygon.Vertices)
                table.Add(region, corner.X, corner.Y, shown);
        }

        return table.Build();
    }
}
