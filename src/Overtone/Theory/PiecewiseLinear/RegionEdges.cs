namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// The edges between the regions of a network of two variables, along whose normals its spectrum falls most slowly.
/// Source: 1806.08734, Theorem 1 (faces of dimension one).
/// </summary>
public static class RegionEdges
{
    /// <summary>The angles of the normals of the strongest edges, no two within a degree of each other.</summary>
    /// <param name="regions">All regions.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Angles in radians, the strongest edge's first. An edge is as strong as it is long, times the jump of the slope.</returns>
    public static IReadOnlyList<double> StrongestNormals(IReadOnlyList<LinearRegion> regions, int count)
    {
        var angles = new List<double>();
        foreach ((double angle, _) in regions.SelectMany(region => Of(region, regions)).OrderByDescending(edge => edge.Strength))
        {
            if (angles.Count < count && angles.All(other => Math.Abs(Math.Sin(angle - other)) > Math.PI / 180))
                angles.Add(angle);
        }

        return angles;
    }

    // Edges on which only units that lead nowhere change have no jump: they are no faces of the function.
    private static IEnumerable<(double Angle, double Strength)> Of(LinearRegion region, IReadOnlyList<LinearRegion> regions)
    {
        const double Beyond = 1e-6;
        IReadOnlyList<PlanePoint> corners = region.Polygon.Vertices;
        for (int n = 0; n < corners.Count; n++)
        {
            PlanePoint a = corners[n], b = corners[(n + 1) % corners.Count];
            (double outX, double outY) = (b.Y - a.Y, a.X - b.X);
            var beyond = new PlanePoint(((a.X + b.X) / 2) + (Beyond * outX), ((a.Y + b.Y) / 2) + (Beyond * outY));
            if (regions.FirstOrDefault(other => other != region && other.Polygon.Contains(beyond)) is not { } neighbour)
                continue;
            double jump = Math.Abs(region.Gradient().X - neighbour.Gradient().X) + Math.Abs(region.Gradient().Y - neighbour.Gradient().Y);
            yield return (Math.Atan2(outY, outX), jump * Math.Sqrt((outX * outX) + (outY * outY)));
        }
    }
}
