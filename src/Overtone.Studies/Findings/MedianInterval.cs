using MathNet.Numerics.Distributions;

namespace Overtone.Studies.Findings;

/// <summary>
/// Intervals of a median between two of the sorted values. How often they cover follows from the binomial distribution alone, whatever the
/// values' own distribution is. Source: the sign test's interval, for example Conover, Practical Nonparametric Statistics, section 3.2.
/// </summary>
public static class MedianInterval
{
    /// <summary>
    /// The median, and the innermost pair of values, as far from either end, that covers the distribution's median at least 95 times in a
    /// hundred; null for fewer than six values, of which no pair does. Of six it is the smallest and the largest, which covers 96.9 %.
    /// </summary>
    /// <param name="values">Values in any order; infinite ones where something was never reached.</param>
    public static (double Median, double Low, double High)? Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int rank = Rank(values.Count);
        if (rank == 0)
            return null;
        double[] sorted = [.. values.Order()];
        return (Median(sorted), sorted[rank - 1], sorted[^rank]);
    }

    /// <summary>How often the interval of so many values covers; 0 where there is none.</summary>
    /// <param name="count">How many values.</param>
    public static double Coverage(int count) => Rank(count) is > 0 and var rank ? 1 - (2 * Binomial.CDF(0.5, count, rank - 1)) : 0;

    // Of an even number, the mean of the two in the middle, unless one of them is infinite in one direction and the other in the other.
    internal static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        double low = sorted[(sorted.Length - 1) / 2], high = sorted[sorted.Length / 2];
        return low.Equals(high) ? low : (low / 2) + (high / 2);
    }

    // Counted from either end, the first being 1; 0 for none.
    private static int Rank(int count)
    {
        int rank = 0;
        while (2 * (rank + 1) <= count && 2 * Binomial.CDF(0.5, count, rank) <= VerdictRule.Missed)
            rank++;
        return rank;
    }
}
