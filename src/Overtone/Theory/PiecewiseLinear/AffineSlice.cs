namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// A line or a plane in the input space: origin + Σ coordinate · direction.
/// Source: 1905.12797, Fig. 1 (the input space, drawn in a plane).
/// </summary>
public sealed class AffineSlice
{
    // Directions whose angle has a sine below this span a line, as far as float64 can tell.
    private const double SmallestSine = 1e-9;

    private AffineSlice(double[] origin, params double[][] directions)
    {
        if (directions.FirstOrDefault(d => d.Length != origin.Length) is { } other)
            throw new ArgumentException($"A direction has {other.Length} values, the origin {origin.Length}; expected the same number.");
        if (origin.Concat(directions.SelectMany(d => d)).Any(v => !double.IsFinite(v)))
            throw new ArgumentException("The slice has a value that is not finite.");
        if (directions.Any(d => d.All(v => v == 0)) || (directions.Length == 2 && Sine(directions[0], directions[1]) < SmallestSine))
            throw new ArgumentException(
                directions.Length == 2 ? "The two directions are parallel; expected two that span a plane." : "The direction is zero.");
        (Origin, Directions) = (origin, directions);
    }

    /// <summary>The point at which all coordinates are zero.</summary>
    public IReadOnlyList<double> Origin { get; }

    /// <summary>One direction a coordinate.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Directions { get; }

    /// <summary>A line.</summary>
    /// <param name="origin">A point of the input space.</param>
    /// <param name="direction">The step that one unit of the coordinate takes; its length is the unit.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not finite, or the direction is zero.</exception>
    public static AffineSlice Line(IReadOnlyList<double> origin, IReadOnlyList<double> direction) => new([.. origin], [.. direction]);

    /// <summary>A plane.</summary>
    /// <param name="origin">A point of the input space.</param>
    /// <param name="first">The step of the first coordinate.</param>
    /// <param name="second">The step of the second coordinate; not on one line with the first.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not finite, or the directions don't span a plane.</exception>
    public static AffineSlice Plane(IReadOnlyList<double> origin, IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        new([.. origin], [.. first], [.. second]);

    /// <summary>The plane through three points: the first at (0, 0), the others at (1, 0) and (0, 1).</summary>
    /// <exception cref="ArgumentException">As for <see cref="Plane"/>.</exception>
    public static AffineSlice Through(IReadOnlyList<double> first, IReadOnlyList<double> second, IReadOnlyList<double> third) =>
        Plane(first, [.. second.Zip(first, (a, b) => a - b)], [.. third.Zip(first, (a, b) => a - b)]);

    /// <summary>The input space itself, of one dimension or two.</summary>
    /// <param name="dimension">1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is another.</exception>
    public static AffineSlice Whole(int dimension) => dimension switch
    {
        1 => Line([0.0], [1.0]),
        2 => Plane([0.0, 0.0], [1.0, 0.0], [0.0, 1.0]),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "only a line or a plane can be drawn whole"),
    };

    /// <summary>The point of the input space at given coordinates.</summary>
    public double[] At(params ReadOnlySpan<double> coordinates)
    {
        double[] point = [.. Origin];
        for (int axis = 0; axis < coordinates.Length; axis++)
        {
            for (int n = 0; n < point.Length; n++)
                point[n] += coordinates[axis] * Directions[axis][n];
        }

        return point;
    }

    /// <summary>The slice as the rows that travel through the layers of <paramref name="network"/>.</summary>
    internal double[][] Rows(PiecewiseLinearNetwork network, int dimension)
    {
        if (Origin.Count != network.InputCount)
            throw new ArgumentException($"The slice has {Origin.Count} values per point; the network reads {network.InputCount}.");
        if (Directions.Count != dimension)
            throw new ArgumentException($"The slice has {Directions.Count} directions; expected {dimension}.");
        return [[.. Origin], .. Directions.Select(d => d.ToArray())];
    }

    private static double Sine(double[] first, double[] second)
    {
        double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
        double cosine = Product(first, second) / Math.Sqrt(Product(first, first) * Product(second, second));
        return Math.Sqrt(Math.Max(0, 1 - (cosine * cosine)));
    }
}
