using MathNet.Numerics.Integration;

namespace Overtone.Theory.BallAverage;

/// <summary>
/// What averaging over a ball or a sphere does to a plane wave: the factor by which the wave of angular frequency ω shrinks when a function
/// is averaged over all points within (or at) distance r, at z = r‖ω‖. The factor is real, 1 at z = 0 and at most 1.
/// Source: 1905.12797, eq. 6, its constant put right: Γ(n/2 + 1) J_{n/2}(z) / (z/2)^{n/2}. A survey quotes it with 1/π^{n/2} in the place
/// of 2^{n/2}, as the unitary transform of the ball's indicator suggests: the factor at z = 0 would be (2π)^{−n/2}. With π^{n/2} it would
/// be (π/2)^{n/2}, more than 1, which no average can be.
/// </summary>
/// <remarks>
/// Evaluated as the transform of the ball's shadow on a line, ∫ cosⁿφ cos(z sin φ) dφ over the same at z = 0, because Γ overflows and J
/// underflows from some hundred dimensions on. The absolute error is a few 10⁻¹⁶ times the square root of z, in any dimension.
/// </remarks>
public static class BallResponse
{
    // cosⁿφ beyond so many deviations is below 10⁻³¹.
    private const double Deviations = 12;

    // Radians of phase, and deviations, that one panel of quadrature nodes resolves to rounding.
    private const double PhasePerPanel = 12, DeviationsPerPanel = 2;
    private static readonly GaussLegendreRule Rule = new(-1, 1, 24);

    /// <summary>The factor of the average over an n-ball.</summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="phase">z = r‖ω‖, in radians.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1, or the phase is not finite.</exception>
    public static double Ball(int dimension, double phase)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return OfShadow(dimension, phase);
    }

    /// <summary>The factor of the average over the sphere that bounds an n-ball: Γ(n/2) J_{n/2−1}(z) / (z/2)^{n/2−1}.</summary>
    /// <param name="dimension">n, at least 1: in one dimension the sphere is two points.</param>
    /// <param name="phase">z = r‖ω‖, in radians.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1, or the phase is not finite.</exception>
    public static double Sphere(int dimension, double phase)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return dimension == 1 ? Math.Cos(phase) : OfShadow(dimension - 2, phase);
    }

    /// <summary>
    /// The phase at which a wave keeps half its power, by the Gaussian exp(−z²/(2(n + 2))) that the ball's factor approaches as n grows:
    /// √((n + 2) ln 2). The first zero of J_{n/2}, near n/2, is far beyond.
    /// </summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1.</exception>
    public static double HalfPowerPhase(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return Math.Sqrt((dimension + 2) * Math.Log(2));
    }

    private static double OfShadow(int power, double phase)
    {
        if (!double.IsFinite(phase))
            throw new ArgumentOutOfRangeException(nameof(phase), phase, "the phase must be finite");
        double deviation = 1 / Math.Sqrt(power + 1.0), reach = Math.Min(Math.PI / 2, Deviations * deviation);
        int panels = (int)Math.Ceiling((Math.Abs(phase) * Math.Sin(reach) / PhasePerPanel) + (reach / (DeviationsPerPanel * deviation)));
        (double wave, double weight) = (0, 0);
        double half = reach / (2 * panels);
        // By symmetry the positive side is enough.
        for (int panel = 0; panel < panels; panel++)
        {
            for (int node = 0; node < Rule.Order; node++)
            {
                double sine = Math.Sin(half * ((2 * panel) + 1 + Rule.GetAbscissa(node)));
                double share = Rule.GetWeight(node) * Math.Exp(power / 2.0 * Math.Log((1 - sine) * (1 + sine)));
                weight += share;
                wave += share * Math.Cos(phase * sine);
            }
        }

        return wave / weight;
    }
}
