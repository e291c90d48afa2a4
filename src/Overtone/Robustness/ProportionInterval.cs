namespace Overtone.Robustness;

/// <summary>
/// An interval for a share estimated from some images.
/// Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
/// </summary>
public static class ProportionInterval
{
    // The 97.5 % quantile of the normal distribution.
    private const double Quantile = 1.959963984540054;

    /// <summary>Wilson's 95 % interval.</summary>
    /// <param name="successes">How many images count.</param>
    /// <param name="count">Out of how many; above 0.</param>
    public static (double Low, double High) Wilson(double successes, double count)
    {
        double share = successes / count, z2 = Quantile * Quantile;
        double centre = (share + (z2 / (2 * count))) / (1 + (z2 / count));
        double half = Quantile / (1 + (z2 / count)) * Math.Sqrt((share * (1 - share) / count) + (z2 / (4 * count * count)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>The standard error √(p(1−p)/n) of a share p of n images.</summary>
    public static double StandardError(double share, double count) => Math.Sqrt(share * (1 - share) / count);
}
