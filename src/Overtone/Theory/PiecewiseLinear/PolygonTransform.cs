using System.Numerics;
using MathNet.Numerics.Integration;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// Fourier transforms over a convex polygon, ∫ g(x) exp(−ik·x) dx in closed form from its edges (Gauss's theorem).
/// Source: 1806.08734, Lemmas 1 and 2 and the recursion of Diaz et al. printed there. Lemma 1 prints +i where its transform needs −i: the
/// slip enters where the gradient's transform is written −ik f̂ and not +ik f̂.
/// </summary>
public static class PolygonTransform
{
    // Times the polygon's diameter: below, edges would cancel to 1/phase² of the rounding, and few nodes are exact.
    private const double SmallPhase = 0.05;
    private static readonly GaussLegendreRule Rule = new(0, 1, 5);

    /// <summary>The transform of the polygon's indicator.</summary>
    /// <param name="polygon">The polygon.</param>
    /// <param name="frequencyX">The first component of k, in radians per unit.</param>
    /// <param name="frequencyY">The second component.</param>
    public static Complex OfIndicator(ConvexPolygon polygon, double frequencyX, double frequencyY) =>
        IsSmall(polygon, frequencyX, frequencyY)
            ? Quadrature(polygon, frequencyX, frequencyY, _ => 1)
            : Complex.ImaginaryOne
                / ((frequencyX * frequencyX) + (frequencyY * frequencyY))
                * Boundary(polygon, frequencyX, frequencyY, _ => 1);

    /// <summary>The transform of a region's affine map on the region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="frequencyX">The first component of k, in radians per unit.</param>
    /// <param name="frequencyY">The second component.</param>
    /// <param name="output">Which output.</param>
    public static Complex OfRegion(LinearRegion region, double frequencyX, double frequencyY, int output = 0)
    {
        double Value(PlanePoint point) => region.Value(point, output);
        if (IsSmall(region.Polygon, frequencyX, frequencyY))
            return Quadrature(region.Polygon, frequencyX, frequencyY, Value);
        (double slopeX, double slopeY) = region.Gradient(output);
        Complex inside = ((frequencyX * slopeX) + (frequencyY * slopeY)) * OfIndicator(region.Polygon, frequencyX, frequencyY);
        return Complex.ImaginaryOne
            / ((frequencyX * frequencyX) + (frequencyY * frequencyY))
            * (Boundary(region.Polygon, frequencyX, frequencyY, Value) - inside);
    }

    private static bool IsSmall(ConvexPolygon polygon, double frequencyX, double frequencyY) =>
        Math.Sqrt((frequencyX * frequencyX) + (frequencyY * frequencyY)) * polygon.Diameter < SmallPhase;

    // ∮ (k·n) g exp(−ik·x) over the edges, n outward.
    private static Complex Boundary(ConvexPolygon polygon, double frequencyX, double frequencyY, Func<PlanePoint, double> value)
    {
        Complex sum = 0;
        PlanePoint start = polygon.Vertices[^1];
        foreach (PlanePoint end in polygon.Vertices)
        {
            double normal = (frequencyX * (end.Y - start.Y)) - (frequencyY * (end.X - start.X));
            sum += normal * SegmentIntegral.Of(
                (frequencyX * start.X) + (frequencyY * start.Y), (frequencyX * end.X) + (frequencyY * end.Y), value(start), value(end));
            start = end;
        }

        return sum;
    }

    // Each triangle of the fan as a square with one side drawn together to a point.
    private static Complex Quadrature(ConvexPolygon polygon, double frequencyX, double frequencyY, Func<PlanePoint, double> value)
    {
        Complex sum = 0;
        PlanePoint corner = polygon.Vertices[0];
        for (int n = 1; n < polygon.Vertices.Count - 1; n++)
        {
            (PlanePoint a, PlanePoint b) = (polygon.Vertices[n], polygon.Vertices[n + 1]);
            double area = ((a.X - corner.X) * (b.Y - corner.Y)) - ((b.X - corner.X) * (a.Y - corner.Y));
            for (int i = 0; i < Rule.Order; i++)
            {
                for (int j = 0; j < Rule.Order; j++)
                {
                    (double outward, double along) = (Rule.GetAbscissa(i), Rule.GetAbscissa(j));
                    var point = new PlanePoint(
                        corner.X + (outward * ((1 - along) * (a.X - corner.X) + (along * (b.X - corner.X)))),
                        corner.Y + (outward * ((1 - along) * (a.Y - corner.Y) + (along * (b.Y - corner.Y)))));
                    (double sine, double cosine) = Math.SinCos((frequencyX * point.X) + (frequencyY * point.Y));
                    sum += Rule.GetWeight(i) * Rule.GetWeight(j) * outward * area * value(point) * new Complex(cosine, -sine);
                }
            }
        }

        return sum;
    }
}
