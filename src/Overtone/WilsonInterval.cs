using System.Runtime.InteropServices;

namespace Overtone;

/// <summary>
/// The 95 % interval of a probability from counts; unlike the normal interval it stays within [0, 1] and is right for few trials.
/// Source: E. B. Wilson 1927, "Probable inference, the law of succession, and statistical inference".
/// </summary>
/// <param name="Low">Lower end, in [0, 1].</param>
/// <param name="High">Upper end, in [0, 1].</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WilsonInterval(double Low, double High)
{
    // Two-sided 95 % quantile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>The interval for a number of successes.</summary>
    /// <param name="successes">In [0, <paramref name="trials"/>].</param>
    /// <param name="trials">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static WilsonInterval Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        double n = trials, rate = successes / n, square = Z * Z;
        double centre = (rate + (square / (2 * n))) / (1 + (square / n));
        double half = Z / (1 + (square / n)) * Math.Sqrt((rate * (1 - rate) / n) + (square / (4 * n * n)));
        return new WilsonInterval(successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half);
    }

    /// <summary>Reads as <c>78.8 to 85.5 %</c>.</summary>
    public override string ToString() => $"{100 * Low:0.0} to {100 * High:0.0} %";
}
