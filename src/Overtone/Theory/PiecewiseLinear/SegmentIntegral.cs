using System.Numerics;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// The integral of a linear function times a plane wave along a segment, the one closed form on which the exact transforms rest; without
/// cancellation at any frequency.
/// </summary>
internal static class SegmentIntegral
{
    // Below this the power series is exact to rounding; above it the closed form loses at most two digits.
    private const double SmallPhase = 0.3;

    /// <summary>∫₀¹ (g₀ + (g₁ − g₀)t) exp(−i(φ₀ + (φ₁ − φ₀)t)) dt.</summary>
    /// <param name="startPhase">φ₀.</param>
    /// <param name="endPhase">φ₁.</param>
    /// <param name="start">g₀.</param>
    /// <param name="end">g₁.</param>
    public static Complex Of(double startPhase, double endPhase, double start, double end)
    {
        double phase = endPhase - startPhase, half = phase / 2;
        (double sine, double cosine) = Math.SinCos((startPhase + endPhase) / 2);
        double square = phase * phase;
        (double even, double odd) = Math.Abs(phase) < SmallPhase
            ? (1 - (square / 24 * (1 - (square / 80 * (1 - (square / 168 * (1 - (square / 288))))))),
                phase / 12 * (1 - (square / 40 * (1 - (square / 112 * (1 - (square / 216)))))))
            : (Math.Sin(half) / half, 2 / square * (Math.Sin(half) - (half * Math.Cos(half))));
        return new Complex(cosine, -sine) * new Complex((start + end) / 2 * even, -(end - start) * odd);
    }
}
