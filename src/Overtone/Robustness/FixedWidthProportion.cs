using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Overtone.Robustness;

/// <summary>
/// A share of a finite population, estimated by drawing until its 95 % interval is as narrow as was asked for. The population may be larger
/// than what can be drawn: the pairs of some images with some frequencies, of which each image gives one. The interval is the exact one for
/// a draw of fixed size, with tails so small that it holds with 95 % or more at the look where this rule stops, whatever the share is;
/// stopping for another reason is not allowed for.
/// Source: Frey 2010, Fixed-width sequential confidence intervals for a proportion (The American Statistician 64), here without
/// replacement.
/// </summary>
public sealed class FixedWidthProportion
{
    private const double Alpha = 0.05, TailStep = 0.97;
    private const int MostLooks = 10, NearHalf = 4, MostShares = 500;

    // Beyond so many standard deviations nothing counts: 1e-13 in all.
    private const double Deviations = 7.5;

    // A plan asks again after every round.
    private static readonly ConcurrentDictionary<(int Population, int Available, double HalfWidth), FixedWidthProportion> Known = [];

    private readonly FinitePopulation _population;
    private readonly int _size;
    private readonly double _halfWidth;
    private readonly double _tail;
    private readonly int _last;

    // At each look, up to how many errors (or right answers) the interval is narrow; all at the last.
    private readonly int[] _narrow;

    private FixedWidthProportion(int population, int available, double halfWidth, double tail)
    {
        (_population, _size, _halfWidth, _tail) = (new FinitePopulation(population), population, halfWidth, tail);
        // The last look has the whole tail, and is not known yet.
        _last = 1;
        int most = 1;
        while (most < available && !IsNarrowNearHalf(most))
            most *= 2;
        _last = Bisection.FirstTrue((most / 2) + 1, Math.Min(most, available), IsNarrowNearHalf);
        int first = Bisection.FirstTrue(1, _last, draws => IsNarrow(draws, 0));
        // Where shares in equal steps from 0 to one half would be narrow.
        Looks = [.. Enumerable.Range(0, MostLooks).Select(look => 0.5 * look / (MostLooks - 1))
            .Select(share => Math.Max(first, (int)Math.Ceiling(_last * 4 * share * (1 - share)))).Distinct()];
        _narrow = [.. Looks.Select(draws => Bisection.FirstTrue(0, (draws / 2) + 1, errors => !IsNarrow(draws, errors)) - 1)];
        _narrow[^1] = _last;
    }

    /// <summary>After how many draws there is a look, rising. After the last one nothing is drawn, narrow or not.</summary>
    public IReadOnlyList<int> Looks { get; }

    /// <summary>The plan of looks for a population.</summary>
    /// <param name="population">Members of the population, at least 1.</param>
    /// <param name="available">How many of them can be drawn at most, from 1 to the population.</param>
    /// <param name="halfWidth">The half-width wanted, above 0.</param>
    public static FixedWidthProportion Of(int population, int available, double halfWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(available, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(population, available);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfWidth);
        return Known.GetOrAdd((population, available, halfWidth), Calibrated);

        static FixedWidthProportion Calibrated((int Population, int Available, double HalfWidth) asked)
        {
            for (double tail = Alpha / 2; ; tail *= TailStep)
            {
                var plan = new FixedWidthProportion(asked.Population, asked.Available, asked.HalfWidth, tail);
                if (plan.LargestMiss() <= Alpha)
                    return plan;
            }
        }
    }

    /// <summary>Whether nothing more is drawn after a look.</summary>
    /// <param name="draws">Members drawn: one of <see cref="Looks"/>.</param>
    /// <param name="errors">Errors among them.</param>
    public bool IsDone(int draws, int errors) => Math.Min(errors, draws - errors) <= _narrow[LookAt(draws)];

    /// <summary>The interval for the share in the whole population, at the look where <see cref="IsDone"/> first says so.</summary>
    /// <inheritdoc cref="IsDone" path="/param"/>
    public (double Low, double High) Interval(int draws, int errors)
    {
        (int least, int most) = _population.Interval(draws, errors, TailAt(draws));
        return ((double)least / _size, (double)most / _size);
    }

    /// <summary>How probable it is, for a share, that the interval does not hold it where drawing stops.</summary>
    /// <param name="marked">Errors in the whole population.</param>
    internal double Miss(int marked) => Miss(marked, Ends());

    private double LargestMiss()
    {
        StoppingPoint[] ends = Ends();
        // Between the ends of intervals a miss is made of a part that falls and one that rises with the share: it is largest beside one.
        int[] shares = [
            .. ends.SelectMany(end => new[] { end.Least - 1, end.Least, end.Most, end.Most + 1 })
                .Where(marked => marked >= 0 && marked <= _size / 2).Distinct().Order(),
        ];
        int every = (shares.Length + MostShares - 1) / MostShares;
        return shares.Where((_, n) => n % Math.Max(1, every) == 0).Select(marked => Miss(marked, ends)).DefaultIfEmpty(0).Max();
    }

    private double Miss(int marked, StoppingPoint[] ends)
    {
        double share = (double)marked / _size, sum = 0;
        foreach (StoppingPoint end in ends)
        {
            double away = Math.Abs(end.Errors - (share * end.Draws)) - 1;
            bool counts = away <= 0 || away * away <= Deviations * Deviations * ((end.Draws * share * (1 - share)) + Deviations);
            if (counts && (marked < end.Least || marked > end.Most))
                sum += end.Reached * _population.Probability(marked, end.Draws, end.Errors);
        }

        return sum;
    }

    // Every count at which drawing can stop. Given the count at a look, all orders are equally likely: whether an earlier look would have
    // stopped does not depend on the share.
    private StoppingPoint[] Ends()
    {
        var found = new List<StoppingPoint>();
        double[] reached = [1];
        int before = 0;
        foreach (int draws in Looks)
        {
            var now = new double[draws + 1];
            var drawn = new FinitePopulation(draws);
            double[] earlier = reached;
            for (int errors = 0; errors <= draws; errors++)
            {
                double mean = (double)before * errors / draws, spread = (Deviations * Math.Sqrt(mean * (draws - errors) / draws)) + 1;
                int low = Math.Max(0, (int)(mean - spread)), high = Math.Min(before, (int)(mean + spread) + 1);
                low = Math.Max(low, errors - (draws - before));
                double probability = drawn.Probability(errors, before, low);
                for (int then = low; then <= high; then++)
                {
                    now[errors] += earlier[then] * probability;
                    probability *= (double)(errors - then) * (before - then) / ((then + 1.0) * (draws - errors - before + then + 1));
                }

                if (now[errors] > 0 && IsDone(draws, errors))
                {
                    (int least, int most) = _population.Interval(draws, errors, TailAt(draws));
                    found.Add(new StoppingPoint(draws, errors, now[errors], least, most));
                    now[errors] = 0;
                }
            }

            (reached, before) = (now, draws);
        }

        return [.. found];
    }

    // A few draws of a rare error are what misleads, so early looks get less of what may be missed.
    private double TailAt(int draws) => _tail * Math.Min(1, (double)draws / _last);

    private bool IsNarrow(int draws, int errors)
    {
        (double low, double high) = Interval(draws, errors);
        return (high - low) / 2 <= _halfWidth;
    }

    // The interval is widest somewhere near one half.
    private bool IsNarrowNearHalf(int draws) =>
        Enumerable.Range(0, NearHalf).All(less => IsNarrow(draws, Math.Max(0, (draws / 2) - less)));

    private int LookAt(int draws)
    {
        int look = 0;
        while (Looks[look] < draws)
            look++;
        return look;
    }

    /// <summary>A count at which drawing stops.</summary>
    /// <param name="Draws">Members drawn.</param>
    /// <param name="Errors">Errors among them.</param>
    /// <param name="Reached">Given this count, how probable it is that no earlier look stopped.</param>
    /// <param name="Least">The interval's lower end, in members of the population.</param>
    /// <param name="Most">The upper end.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct StoppingPoint(int Draws, int Errors, double Reached, int Least, int Most);
}
