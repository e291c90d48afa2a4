using Overtone.Studies.Tables;
using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>A corner of a region that is drawn, in order around it.</summary>
[Table("regions")]
internal sealed record RegionCorner(int Region, double X, double Y, double Value)
{
    /// <summary>The corners of regions, with the value that colours each.</summary>
    public static IEnumerable<RegionCorner> Of(IReadOnlyList<LinearRegion> regions, Func<LinearRegion, double> value) => regions.Index()
        .SelectMany(r => r.Item.Polygon.Vertices.Select(corner => new RegionCorner(r.Index, corner.X, corner.Y, value(r.Item))));
}
