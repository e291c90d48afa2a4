using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>The regions of the first seed's network of two variables, and its spectrum over the plane of frequencies.</summary>
internal static class ReluTransformPictures
{
    private const int Side = 81;
    private const double Highest = 120;

    public static void Write(IReadOnlyList<LinearRegion> regions, PlaneTransform transform, TrialContext context)
    {
        context.Write(RegionTable.Of("regions", regions, region => region.Value(region.Polygon.Centroid)));
        var plane = new TableBuilder(
            "plane", Column.Number("frequency_x", "radians per unit"), Column.Number("frequency_y", "radians per unit"), Column.Number("magnitude"));
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                double x = Highest * ((2.0 * column / (Side - 1)) - 1), y = Highest * ((2.0 * row / (Side - 1)) - 1);
                plane.Add(x, y, transform.At(x, y).Magnitude);
            }
        }

        context.Write(plane.Build());
    }
}
