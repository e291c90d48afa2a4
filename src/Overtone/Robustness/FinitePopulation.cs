namespace Overtone.Robustness;

/// <summary>
/// How many marked members a draw without replacement holds, and what such a draw says of the population.
/// Source: the hypergeometric distribution; Clopper and Pearson's idea of an interval, without replacement.
/// </summary>
/// <param name="size">Members of the population, at least 1.</param>
internal sealed class FinitePopulation(int size)
{
    // Terms this small change no sum. So far from the mean, no tail that anyone asks for is met.
    private const double Negligible = 1e-18, FarDeviations = 8;

    /// <summary>The probability of exactly so many marked members.</summary>
    /// <param name="marked">Marked members of the population.</param>
    /// <param name="draws">Members drawn.</param>
    /// <param name="count">Marked members drawn.</param>
    public double Probability(int marked, int draws, int count) =>
        count < Math.Max(0, draws - (size - marked)) || count > Math.Min(draws, marked)
            ? 0
            : Math.Exp(LogChoose(marked, count) + LogChoose(size - marked, draws - count) - LogChoose(size, draws));

    /// <summary>The probability of at most so many marked members.</summary>
    /// <inheritdoc cref="Probability" path="/param"/>
    public double AtMost(int marked, int draws, int count)
    {
        (int least, int most) = (Math.Max(0, draws - (size - marked)), Math.Min(draws, marked));
        if (count >= most)
            return 1;
        double term = Probability(marked, draws, count), sum = 0;
        for (int n = count; n >= least; n--)
        {
            sum += term;
            double next = term * n * (size - marked - draws + n) / ((double)(marked - n + 1) * (draws - n + 1));
            if (next < term && next < Negligible * sum)
                break;
            term = next;
        }

        return Math.Min(1, sum);
    }

    /// <summary>The numbers of marked members that would not make a draw surprising: the least and the most.</summary>
    /// <param name="draws">Members drawn.</param>
    /// <param name="count">Marked members drawn.</param>
    /// <param name="tail">What is surprising, on each side.</param>
    public (int Least, int Most) Interval(int draws, int count, double tail) =>
        (Least(draws, count, tail), size - Least(draws, draws - count, tail));

    private int Least(int draws, int count, double tail)
    {
        // Of the unmarked ones, at most as many as were seen: rare when few are marked.
        int most = count == 0 ? 0 : size - (draws - count);
        return Bisection.FirstTrue(count, most, marked => IsPlausible(size - marked, draws, draws - count, tail));
    }

    private bool IsPlausible(int marked, int draws, int most, double tail)
    {
        double share = (double)marked / size, away = most - (draws * share);
        double far = FarDeviations * (Math.Sqrt(draws * share * (1 - share)) + 1);
        return Math.Abs(away) > far ? away > 0 : AtMost(marked, draws, most) > tail;
    }

    private static double LogChoose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    // Stirling's series: from 32 on its next term is below 1e-14.
    private static double LogFactorial(int n)
    {
        if (n < Small.Length)
            return Small[n];
        double inverse = 1.0 / n, square = inverse * inverse;
        return ((n + 0.5) * Math.Log(n)) - n + (0.5 * Math.Log(2 * Math.PI))
            + (inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square / 1260)))));
    }

    private static readonly double[] Small = [.. Enumerable.Range(0, 32).Select(n => Enumerable.Range(1, n).Sum(k => Math.Log(k)))];
}
