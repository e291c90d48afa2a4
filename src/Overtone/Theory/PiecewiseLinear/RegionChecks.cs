using MathNet.Numerics.Random;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// Holds exact regions against the network itself, which knows nothing of polygons.
/// Source: none; regions are held against the network itself.
/// </summary>
public sealed class RegionChecks(
    PiecewiseLinearNetwork network, AffineSlice plane, PlaneWindow window, IReadOnlyList<LinearRegion> regions, MersenneTwister random)
{
    // Along a segment, pieces shorter than this count neither for polygons nor for breakpoints.
    private const double Shortest = 1e-9;

    /// <summary>By how much the polygons' areas miss the window's, as a share of it.</summary>
    public double TilingError => Math.Abs(regions.Sum(r => r.Polygon.Area) - window.Area) / window.Area;

    /// <summary>
    /// The largest difference between the network and the affine map of the region that lies at a random point, as a share of the largest
    /// output met; infinite where no region lies there.
    /// </summary>
    public double LargestDifference(int points)
    {
        (double largest, double size) = (0, 0);
        var index = new RegionIndex(regions, window);
        for (int n = 0; n < points; n++)
        {
            PlanePoint point = Draw();
            double[] outputs = network.Evaluate(plane.At(point.X, point.Y));
            if (index.At(point) is not { } region)
                return double.PositiveInfinity;
            for (int output = 0; output < outputs.Length; output++)
            {
                largest = Math.Max(largest, Math.Abs(outputs[output] - region.Value(point, output)));
                size = Math.Max(size, Math.Abs(outputs[output]));
            }
        }

        return largest / size;
    }

    /// <summary>
    /// How far a function bends within regions: the largest second difference about the centre of a random region, over the largest value
    /// met.
    /// </summary>
    public double Bend(Func<double[], double> function, int points)
    {
        (double largest, double size) = (0, 0);
        for (int n = 0; n < points; n++)
        {
            ConvexPolygon polygon = regions[random.Next(regions.Count)].Polygon;
            (PlanePoint centre, PlanePoint corner) = (polygon.Centroid, polygon.Vertices[random.Next(polygon.Vertices.Count)]);
            // A centre of gravity lies at least half as far from the far side as from the corner.
            (double x, double y) = (0.3 * (corner.X - centre.X), 0.3 * (corner.Y - centre.Y));
            double middle = function(plane.At(centre.X, centre.Y));
            largest = Math.Max(
                largest,
                Math.Abs(function(plane.At(centre.X + x, centre.Y + y)) + function(plane.At(centre.X - x, centre.Y - y)) - (2 * middle)));
            size = Math.Max(size, Math.Abs(middle));
        }

        return largest / size;
    }

    /// <summary>
    /// The share of random segments on which breakpoints, found in one dimension, make as many pieces as polygons are crossed.
    /// </summary>
    public double AgreeingSegments(int segments) => Enumerable.Range(0, segments).Count(_ => Agrees(Draw(), Draw())) / (double)segments;

    private bool Agrees(PlanePoint from, PlanePoint to)
    {
        double[] start = plane.At(from.X, from.Y), end = plane.At(to.X, to.Y);
        PiecewiseLinearFunction along = PiecewiseLinearFunction.Of(
            network,
            AffineSlice.Line(start, [.. end.Zip(start, (b, a) => b - a)]),
            0,
            1);
        int pieces = along.Knots.Zip(along.Knots.Skip(1)).Count(pair => pair.Second - pair.First > Shortest);
        return pieces == regions.Count(region => LengthInside(region.Polygon, from, to) > Shortest);
    }

    // How much of the segment, as a share of it, lies in a convex polygon: what the half-planes of its edges leave.
    private static double LengthInside(ConvexPolygon polygon, PlanePoint from, PlanePoint to)
    {
        (double low, double high) = (0, 1);
        for (int n = 0; n < polygon.Vertices.Count; n++)
        {
            (PlanePoint a, PlanePoint b) = (polygon.Vertices[n], polygon.Vertices[(n + 1) % polygon.Vertices.Count]);
            double Height(PlanePoint p) => ((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X));
            (double start, double end) = (Height(from), Height(to));
            if (start < 0 && end < 0)
                return 0;
            if (start < 0)
                low = Math.Max(low, start / (start - end));
            if (end < 0)
                high = Math.Min(high, start / (start - end));
        }

        return high - low;
    }

    private PlanePoint Draw() =>
        new(
            window.LowX + (random.NextDouble() * (window.HighX - window.LowX)),
            window.LowY + (random.NextDouble() * (window.HighY - window.LowY)));
}
