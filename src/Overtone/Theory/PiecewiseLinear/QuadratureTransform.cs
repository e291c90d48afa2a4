using System.Numerics;
using MathNet.Numerics.Integration;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// Fourier transforms by quadrature, against which the closed forms of <see cref="PiecewiseLinearFunction.Transform"/> and
/// <see cref="PlaneTransform"/> are held.
/// Source: none; Gauss-Legendre quadrature.
/// </summary>
public static class QuadratureTransform
{
    private const int NodesPerPiece = 64, StripCount = 400, NodesPerStrip = 4;

    /// <summary>
    /// ∫ f(x) exp(−ikx) dx over the function's interval, by 64 nodes on every piece: the breakpoints are known, not how a wave integrates.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="frequency">k, in radians per unit; exact to rounding up to some 50 radians a piece.</param>
    public static Complex Of(PiecewiseLinearFunction function, double frequency) => OverPieces(function, frequency, value => value);

    /// <summary>∫ |f(x)| dx over the function's interval.</summary>
    /// <param name="function">The function.</param>
    public static double Size(PiecewiseLinearFunction function) => OverPieces(function, 0, Math.Abs).Real;

    /// <summary>
    /// ∫ f(x) exp(−ik·x) dx of a network of two variables over the square from −1 to 1: exact along x by breakpoints, by quadrature across,
    /// 4 nodes on each of 400 strips. Polygons play no part.
    /// </summary>
    /// <param name="network">A network of two inputs; its first output counts.</param>
    /// <param name="frequencyX">The first component of k, in radians per unit.</param>
    /// <param name="frequencyY">The second component.</param>
    public static Complex Of(PiecewiseLinearNetwork network, double frequencyX, double frequencyY)
    {
        var rule = new GaussLegendreRule(-1, 1, NodesPerStrip);
        Complex sum = 0;
        for (int strip = 0; strip < StripCount; strip++)
        {
            for (int node = 0; node < rule.Order; node++)
            {
                double y = -1 + (((2 * strip) + 1 + rule.GetAbscissa(node)) / StripCount);
                sum += rule.GetWeight(node) / StripCount * Complex.Exp(new Complex(0, -frequencyY * y))
                    * PiecewiseLinearFunction.Of(network, AffineSlice.Line([0, y], [1.0, 0.0]), -1, 1).Transform(frequencyX);
            }
        }

        return sum;
    }

    private static Complex OverPieces(PiecewiseLinearFunction function, double frequency, Func<double, double> of)
    {
        Complex sum = 0;
        for (int n = 0; n < function.Knots.Count - 1; n++)
        {
            var rule = new GaussLegendreRule(function.Knots[n], function.Knots[n + 1], NodesPerPiece);
            for (int node = 0; node < rule.Order; node++)
            {
                double x = rule.GetAbscissa(node);
                sum += rule.GetWeight(node) * of(function.Value(x)) * Complex.Exp(new Complex(0, -frequency * x));
            }
        }

        return sum;
    }
}
