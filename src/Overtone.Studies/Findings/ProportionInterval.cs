using MathNet.Numerics.Distributions;

namespace Overtone.Studies.Findings;

/// <summary>
/// Exact intervals of a proportion, which cover at least 95 times in a hundred whatever the proportion is. Source: Clopper and Pearson
/// 1934. Seventeen successes of seventeen reach a threshold of 0.8, thirty-six of thirty-six one of 0.9.
/// </summary>
public static class ProportionInterval
{
    /// <summary>The share of successes and the ends of its 95 % interval.</summary>
    /// <param name="successes">How many of them.</param>
    /// <param name="count">Of how many, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than none or more than all.</exception>
    public static (double Share, double Low, double High) Of(int successes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, count);
        double low = successes == 0 ? 0 : Beta.InvCDF(successes, count - successes + 1, VerdictRule.Missed / 2);
        double high = successes == count ? 1 : Beta.InvCDF(successes + 1, count - successes, 1 - (VerdictRule.Missed / 2));
        return ((double)successes / count, low, high);
    }
}
