namespace Overtone.Robustness;

/// <summary>
/// A share of a finite sample, estimated from its first images and looked at a few times on the way: the 95 % interval holds at all looks
/// together, so stopping at any of them, for whatever reason, leaves it valid. One thread at a time.
/// Source: exact hypergeometric intervals (Clopper and Pearson's idea, without replacement), Bonferroni's correction over the looks.
/// </summary>
public sealed class SequentialProportion
{
    private const int MostLooks = 4;
    private const double Alpha = 0.05;
    private const int NearHalf = 16;
    private readonly Dictionary<(int Images, int Errors), (double Low, double High)> _intervals = [];
    private readonly int _population;
    private readonly double _halfWidth;

    /// <summary>A plan of looks.</summary>
    /// <param name="population">Images in the sample.</param>
    /// <param name="halfWidth">The half-width wanted, above 0.</param>
    public SequentialProportion(int population, double halfWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfWidth);
        (_population, _halfWidth) = (population, halfWidth);
        int last = Enough();
        Looks = [.. Enumerable.Range(0, MostLooks).Select(look => (int)Math.Ceiling(last / Math.Pow(2, MostLooks - 1 - look))).Distinct()];
    }

    /// <summary>After how many images there is a look, rising; at the last one the interval is narrow enough whatever was seen.</summary>
    public IReadOnlyList<int> Looks { get; }

    /// <summary>The interval for the share in the whole sample.</summary>
    /// <param name="seen">Images and errors among them at each look so far, in order.</param>
    public (double Low, double High) Interval(IReadOnlyList<(int Images, int Errors)> seen)
    {
        (double low, double high) = (0, 1);
        foreach ((int images, int errors) in seen)
        {
            (double lower, double upper) = IntervalOf(images, errors);
            (low, high) = (Math.Max(low, lower), Math.Min(high, upper));
        }

        // Looks that contradict each other happen in less than one case of twenty; the last one then stands.
        return low <= high ? (low, high) : IntervalOf(seen[^1].Images, seen[^1].Errors);
    }

    /// <summary>Whether the interval is narrow enough.</summary>
    /// <param name="seen">As for <see cref="Interval"/>.</param>
    /// <param name="halfWidth">The half-width that is enough; null for the one wanted at the end.</param>
    public bool IsNarrow(IReadOnlyList<(int Images, int Errors)> seen, double? halfWidth = null) =>
        HalfWidth(Interval(seen)) <= (halfWidth ?? _halfWidth);

    private static double HalfWidth((double Low, double High) interval) => (interval.High - interval.Low) / 2;

    // The interval is widest somewhere near one half.
    private int Enough() => Bisection.FirstTrue(1, _population, images => Enumerable
        .Range((images / 2) - (images / NearHalf), (2 * images / NearHalf) + 2)
        .All(errors => HalfWidth(IntervalOf(images, errors)) <= _halfWidth));

    // Thousands of cells see the same few counts.
    private (double Low, double High) IntervalOf(int images, int errors)
    {
        if (!_intervals.TryGetValue((images, errors), out (double Low, double High) interval))
            _intervals.Add((images, errors), interval = ExactInterval(images, errors));
        return interval;
    }

    private (double Low, double High) ExactInterval(int images, int errors)
    {
        (int least, int most) = new FinitePopulation(_population).Interval(images, errors, Alpha / MostLooks / 2);
        return ((double)least / _population, (double)most / _population);
    }
}
