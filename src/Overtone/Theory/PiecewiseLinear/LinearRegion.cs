namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// One region of a plane on which a network is affine: no unit changes its sign inside.
/// Source: 1905.12797, Fig. 1; 1806.08734, section 2.
/// </summary>
public sealed class LinearRegion
{
    private readonly double[][] _rows;

    internal LinearRegion(ConvexPolygon polygon, double[][] rows) => (Polygon, _rows) = (polygon, rows);

    /// <summary>Its place on the plane.</summary>
    public ConvexPolygon Polygon { get; }

    /// <summary>How many outputs the network has.</summary>
    public int OutputCount => _rows[0].Length;

    /// <summary>An output's slopes along the two coordinates.</summary>
    /// <param name="output">Which output.</param>
    public (double X, double Y) Gradient(int output = 0) => (_rows[1][output], _rows[2][output]);

    /// <summary>The value that the region's affine map gives an output at a point, inside or not.</summary>
    /// <param name="point">The point.</param>
    /// <param name="output">Which output.</param>
    public double Value(PlanePoint point, int output = 0) => _rows[0][output] + (point.X * _rows[1][output]) + (point.Y * _rows[2][output]);
}
