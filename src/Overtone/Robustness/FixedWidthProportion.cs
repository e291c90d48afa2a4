using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Overtone.Robustness;

/// <summary>
/// A share of a finite population, estimated by drawing until its 95 % interval is as narrow as was asked for. The population may be larger
/// than what can be drawn: the pairs of some images with some frequencies, of which each image gives one. The interval is the exact one for
/// a draw of fixed size, with tails so much smaller that it holds with 95 % or more at the look where this rule stops, whatever the share is;
/// stopping for another reason is not allowed for.
/// Source: Frey 2010, Fixed-width sequential confidence intervals for a proportion (The American Statistician 64), here without
/// replacement.
/// </summary>
public sealed class FixedWidthProportion
{
    private const double Alpha = 0.05, TailStep = 0.97;
    private const int MostLooks = 10, NearHalf = 16, MostShares = 2000;
    private const double Deviations = 9;

    // A plan asks again after every round.
    private static readonly ConcurrentDictionary<(int Population, int Available, double HalfWidth), FixedWidthProportion> Known = [];

    private readonly FinitePopulation _population;
    private readonly int _size;
    private readonly double _halfWidth;
    private readonly double _tail;

    // At each look, up to how many errors (or right answers) the interval is narrow; all at the last.
    private readonly int[] _narrow;

    private FixedWidthProportion(int population, int available, double halfWidth, double tail)
    {
        (_population, _size, _halfWidth, _tail) = (new FinitePopulation(population), population, halfWidth, tail);
        int first = FirstTrue(1, available, draws => IsNarrow(draws, 0)), last = FirstTrue(first, available, IsNarrowNearHalf);
        Looks = [
            .. Enumerable.Range(0, MostLooks)
                .Select(look => first + (int)Math.Round((last - first) * (double)look / (MostLooks - 1))).Distinct(),
        ];
        _narrow = [.. Looks.Select(draws => FirstTrue(0, (draws / 2) + 1, errors => !IsNarrow(draws, errors)) - 1)];
        _narrow[^1] = last;
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
        (int least, int most) = _population.Interval(draws, errors, _tail);
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

    private double Miss(int marked, StoppingPoint[] ends) => ends.Where(end => marked < end.Least || marked > end.Most)
        .Sum(end => end.Reached * _population.Probability(marked, end.Draws, end.Errors));

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
                for (int then = low; then <= high; then++)
                {
                    if (earlier[then] > 0)
                        now[errors] += earlier[then] * drawn.Probability(errors, before, then);
                }

                if (now[errors] > 0 && IsDone(draws, errors))
                {
                    (int least, int most) = _population.Interval(draws, errors, _tail);
                    found.Add(new StoppingPoint(draws, errors, now[errors], least, most));
                    now[errors] = 0;
                }
            }

            (reached, before) = (now, draws);
        }

        return [.. found];
    }

    private bool IsNarrow(int draws, int errors)
    {
        (double low, double high) = Interval(draws, errors);
        return (high - low) / 2 <= _halfWidth;
    }

    // The interval is widest somewhere near one half.
    private bool IsNarrowNearHalf(int draws) => Enumerable.Range((draws / 2) - (draws / NearHalf), (draws / NearHalf) + 1)
        .All(errors => IsNarrow(draws, errors));

    private int LookAt(int draws)
    {
        int look = 0;
        while (Looks[look] < draws)
            look++;
        return look;
    }

    private static int FirstTrue(int low, int high, Func<int, bool> isTrue)
    {
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = isTrue(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
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
