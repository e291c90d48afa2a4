namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// The rectangle of a plane that is looked at.
/// Source: 1905.12797, whose inputs are bounded, as we recall it.
/// </summary>
public sealed record PlaneWindow
{
    /// <summary>A window from its ends.</summary>
    /// <param name="lowX">The low end of the first coordinate.</param>
    /// <param name="highX">Its high end.</param>
    /// <param name="lowY">The low end of the second coordinate.</param>
    /// <param name="highY">Its high end.</param>
    /// <exception cref="ArgumentException">An end is not finite, or a low end is not below its high end.</exception>
    public PlaneWindow(double lowX, double highX, double lowY, double highY)
    {
        if (!(lowX < highX && lowY < highY) || !double.IsFinite(highX - lowX) || !double.IsFinite(highY - lowY))
            throw new ArgumentException($"The window is [{lowX}, {highX}] × [{lowY}, {highY}]; expected finite ends, each low one below "
                + "its high one.");
        (LowX, HighX, LowY, HighY) = (lowX, highX, lowY, highY);
    }

    /// <summary>The low end of the first coordinate.</summary>
    public double LowX { get; }

    /// <summary>The high end of the first coordinate.</summary>
    public double HighX { get; }

    /// <summary>The low end of the second coordinate.</summary>
    public double LowY { get; }

    /// <summary>The high end of the second coordinate.</summary>
    public double HighY { get; }

    /// <summary>The area.</summary>
    public double Area => (HighX - LowX) * (HighY - LowY);

    /// <summary>The square from −<paramref name="half"/> to <paramref name="half"/> in both coordinates.</summary>
    public static PlaneWindow Square(double half) => new(-half, half, -half, half);

    internal ConvexPolygon Polygon() => new(
        [new(LowX, LowY), new(HighX, LowY), new(HighX, HighY), new(LowX, HighY)],
        [ConvexPolygon.Border, ConvexPolygon.Border, ConvexPolygon.Border, ConvexPolygon.Border]);
}
