namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// Points of the input space as matrices [n, d].
/// Source: none.
/// </summary>
public static class SamplePoints
{
    /// <summary>Points of a line as a matrix [n, 1].</summary>
    public static double[,] OnLine(IReadOnlyList<double> values)
    {
        var points = new double[values.Count, 1];
        for (int n = 0; n < values.Count; n++)
            points[n, 0] = values[n];
        return points;
    }

    /// <summary>A square grid of points in the plane, [side², 2], the second coordinate running fastest.</summary>
    /// <param name="low">The lowest coordinate on either axis.</param>
    /// <param name="high">The highest.</param>
    /// <param name="side">Points a side, at least 2.</param>
    public static double[,] OnSquare(double low, double high, int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 2);
        var points = new double[side * side, 2];
        for (int n = 0; n < side * side; n++)
        {
            points[n, 0] = low + ((high - low) * (n / side) / (side - 1));
            points[n, 1] = low + ((high - low) * (n % side) / (side - 1));
        }

        return points;
    }

    /// <summary>Highest less lowest coordinate on each axis.</summary>
    internal static double[] Extents(double[,] points) =>
        [.. Enumerable.Range(0, points.GetLength(1)).Select(axis =>
        {
            double[] column = [.. Enumerable.Range(0, points.GetLength(0)).Select(n => points[n, axis])];
            return column.Max() - column.Min();
        })];

    /// <summary>The smallest distance of two points.</summary>
    internal static double NearestDistance(double[,] points)
    {
        double nearest = double.PositiveInfinity;
        for (int first = 1; first < points.GetLength(0); first++)
        {
            for (int second = 0; second < first; second++)
            {
                double square = 0;
                for (int axis = 0; axis < points.GetLength(1); axis++)
                    square += (points[first, axis] - points[second, axis]) * (points[first, axis] - points[second, axis]);
                nearest = Math.Min(nearest, square);
            }
        }

        return Math.Sqrt(nearest);
    }

    /// <summary>The Nyquist frequency of a regular grid of as many points in the same box, in cycles per unit length.</summary>
    /// <param name="points">[n, d], not all equal.</param>
    public static double Nyquist(double[,] points)
    {
        double[] extents = [.. Extents(points).Where(extent => extent > 0)];
        double side = Math.Pow(extents.Aggregate(1.0, (product, extent) => product * extent), 1.0 / extents.Length);
        return (Math.Pow(points.GetLength(0), 1.0 / extents.Length) - 1) / (2 * side);
    }
}
