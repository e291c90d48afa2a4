using MathNet.Numerics;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// Σ |k|^(−s) over the integer lattice without zero. The sum itself converges too slowly to be summed; Riemann's splitting of the theta
/// integral gives it to the last digits from the few points with |k| ≤ 6:
/// π^(−s/2) Γ(s/2) Z(s) = 2/(s − d) − 2/s + Σ [G(s/2, π|k|²) + G((d − s)/2, π|k|²)], G(a, x) = x^(−a) Γ(a, x).
/// Source: P. Epstein 1903, "Zur Theorie allgemeiner Zetafunctionen".
/// </summary>
internal static class EpsteinZeta
{
    // e^(−π 36) is far below the last digit.
    private const int Radius = 6;

    /// <summary>The sum.</summary>
    /// <param name="dimension">d, at least 1.</param>
    /// <param name="exponent">s, above d by an odd number.</param>
    public static double Of(int dimension, int exponent)
    {
        double sum = (2.0 / (exponent - dimension)) - (2.0 / exponent);
        foreach ((long square, double points) in IntegerShells.Of(dimension, Radius))
            sum += points * (Scaled(exponent / 2.0, Math.PI * square) + Scaled((dimension - exponent) / 2.0, Math.PI * square));
        return sum * Math.Pow(Math.PI, exponent / 2.0) / SpecialFunctions.Gamma(exponent / 2.0);
    }

    // x^(−a) Γ(a, x). Below zero by the recursion Γ(a, x) = (Γ(a + 1, x) − x^a e^(−x)) / a, which ends at one half, because d − s is odd
    // here.
    private static double Scaled(double a, double x) => a switch
    {
        > 0 => SpecialFunctions.GammaUpperIncomplete(a, x) * Math.Pow(x, -a),
        _ => ((x * Scaled(a + 1, x)) - Math.Exp(-x)) / a,
    };
}
