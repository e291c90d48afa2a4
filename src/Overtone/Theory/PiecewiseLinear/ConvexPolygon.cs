namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// A convex polygon whose edges remember what cut them.
/// Source: 1806.08734, section 2 (the polytopes of a ReLU network); 1905.12797, Fig. 1.
/// </summary>
public sealed class ConvexPolygon
{
    /// <summary>The edge label of the window's border; other labels number the units, kinks and maxima, that cut.</summary>
    public const int Border = -1;

    // A corner this near to a line, in units of the line's own size over the window, lies on it: rounding of the coordinates.
    private const double OnLine = 1e-12;

    private readonly PlanePoint[] _vertices;
    private readonly int[] _cuts;

    internal ConvexPolygon(PlanePoint[] vertices, int[] cuts) => (_vertices, _cuts) = (vertices, cuts);

    /// <summary>The corners, counter-clockwise.</summary>
    public IReadOnlyList<PlanePoint> Vertices => _vertices;

    /// <summary>For each corner what made the edge from it to the next: <see cref="Border"/>, or the number of a unit.</summary>
    public IReadOnlyList<int> Cuts => _cuts;

    /// <summary>The area, in units of the coordinates.</summary>
    public double Area => Enumerable.Range(1, _vertices.Length - 2).Sum(n => TriangleArea(n));

    /// <summary>The centre of gravity.</summary>
    public PlanePoint Centroid
    {
        get
        {
            double area = 0, x = 0, y = 0;
            for (int n = 1; n < _vertices.Length - 1; n++)
            {
                double weight = TriangleArea(n);
                area += weight;
                x += weight * (_vertices[0].X + _vertices[n].X + _vertices[n + 1].X) / 3;
                y += weight * (_vertices[0].Y + _vertices[n].Y + _vertices[n + 1].Y) / 3;
            }

            return area > 0 ? new PlanePoint(x / area, y / area) : new PlanePoint(_vertices.Average(v => v.X), _vertices.Average(v => v.Y));
        }
    }

    /// <summary>The greatest distance between two corners, or slightly more: the diagonal of the enclosing rectangle.</summary>
    public double Diameter
    {
        get
        {
            double width = _vertices.Max(v => v.X) - _vertices.Min(v => v.X), height = _vertices.Max(v => v.Y) - _vertices.Min(v => v.Y);
            return Math.Sqrt((width * width) + (height * height));
        }
    }

    /// <summary>Whether a point lies inside or on the edge.</summary>
    public bool Contains(PlanePoint point)
    {
        for (int n = 0; n < _vertices.Length; n++)
        {
            (PlanePoint a, PlanePoint b) = (_vertices[n], _vertices[(n + 1) % _vertices.Length]);
            if (((b.X - a.X) * (point.Y - a.Y)) - ((b.Y - a.Y) * (point.X - a.X)) < 0)
                return false;
        }

        return true;
    }

    /// <summary>Cuts the polygon along the line constant + x·slopeX + y·slopeY = 0.</summary>
    /// <returns>The parts above and below the line; null when the line does not pass through.</returns>
    internal (ConvexPolygon Above, ConvexPolygon Below)? Cut(double constant, double slopeX, double slopeY, int cut)
    {
        Span<double> heights = _vertices.Length <= 64 ? stackalloc double[_vertices.Length] : new double[_vertices.Length];
        (bool hasAbove, bool hasBelow) = Measure(constant, slopeX, slopeY, heights);
        return hasAbove && hasBelow ? (Part(heights, 1, cut), Part(heights, -1, cut)) : null;
    }

    /// <summary>The part above the line constant + x·slopeX + y·slopeY = 0.</summary>
    /// <returns>Itself when nothing lies below; null when nothing lies above.</returns>
    /// <param name="constant">The line's constant.</param>
    /// <param name="slopeX">Its slope along the first coordinate.</param>
    /// <param name="slopeY">Its slope along the second.</param>
    /// <param name="cut">What the line is of.</param>
    /// <param name="ifZero">Whether it counts as above where that is zero all over.</param>
    internal ConvexPolygon? Above(double constant, double slopeX, double slopeY, int cut, bool ifZero)
    {
        Span<double> heights = _vertices.Length <= 64 ? stackalloc double[_vertices.Length] : new double[_vertices.Length];
        (bool hasAbove, bool hasBelow) = Measure(constant, slopeX, slopeY, heights);
        if (hasAbove && hasBelow)
            return Part(heights, 1, cut);
        return hasAbove || (ifZero && !hasBelow) ? this : null;
    }

    private (bool HasAbove, bool HasBelow) Measure(double constant, double slopeX, double slopeY, Span<double> heights)
    {
        (bool hasAbove, bool hasBelow) = (false, false);
        for (int n = 0; n < heights.Length; n++)
        {
            double x = slopeX * _vertices[n].X, y = slopeY * _vertices[n].Y, height = constant + x + y;
            heights[n] = Math.Abs(height) <= OnLine * (Math.Abs(constant) + Math.Abs(x) + Math.Abs(y)) ? 0 : height;
            hasAbove |= heights[n] > 0;
            hasBelow |= heights[n] < 0;
        }

        return (hasAbove, hasBelow);
    }

    private ConvexPolygon Part(ReadOnlySpan<double> heights, int sign, int cut)
    {
        var vertices = new List<PlanePoint>(_vertices.Length + 2);
        var cuts = new List<int>(_vertices.Length + 2);
        for (int n = 0; n < _vertices.Length; n++)
        {
            int next = n + 1 == _vertices.Length ? 0 : n + 1;
            double here = sign * heights[n], there = sign * heights[next];
            if (here >= 0)
            {
                vertices.Add(_vertices[n]);
                // From a corner on the line the way leads along it, unless the polygon goes on above.
                cuts.Add(here == 0 && there <= 0 ? cut : _cuts[n]);
            }

            if ((here > 0 && there < 0) || (here < 0 && there > 0))
            {
                vertices.Add(Crossing(n, next, heights));
                cuts.Add(here > 0 ? cut : _cuts[n]);
            }
        }

        return new ConvexPolygon([.. vertices], [.. cuts]);
    }

    // Always from the lower place to the higher, so that both parts share the corner to the last bit.
    private PlanePoint Crossing(int n, int next, ReadOnlySpan<double> heights)
    {
        (int from, int to) = n < next ? (n, next) : (next, n);
        double share = heights[from] / (heights[from] - heights[to]);
        return new PlanePoint(
            _vertices[from].X + (share * (_vertices[to].X - _vertices[from].X)),
            _vertices[from].Y + (share * (_vertices[to].Y - _vertices[from].Y)));
    }

    private double TriangleArea(int n) =>
        (((_vertices[n].X - _vertices[0].X) * (_vertices[n + 1].Y - _vertices[0].Y))
            - ((_vertices[n + 1].X - _vertices[0].X) * (_vertices[n].Y - _vertices[0].Y))) / 2;
}
