using Overtone.Pages;

namespace Overtone.Reports.Axes;

/// <summary>Ticks of a logarithmic scale: labels at powers of ten, small ticks between them.</summary>
internal static class LogTicks
{
    /// <summary>Powers of ten in this range are written out; a scale that leaves it writes all as 10ⁿ.</summary>
    private const int LowestPlain = -2, HighestPlain = 3;

    /// <summary>So many of 1, 2 and 5 tell the scale.</summary>
    private const int FewestInDecade = 3;

    /// <summary>The densest ticks whose labels leave each other room.</summary>
    /// <param name="scale">A logarithmic scale.</param>
    /// <param name="fits">Whether a set of ticks leaves enough room between its labels.</param>
    public static IReadOnlyList<TickMark> Choose(AxisScale scale, Func<IReadOnlyList<TickMark>, bool> fits)
    {
        const double Slack = 1e-9;
        int first = (int)Math.Ceiling(Math.Log10(scale.Low) - Slack), last = (int)Math.Floor(Math.Log10(scale.High) + Slack);
        if (last - first < 1)
            return Short(scale, fits);

        for (int stride = 1; stride <= last - first; stride++)
        {
            TickMark[] ticks = [.. Decades(first, last, stride), .. Minors(scale, first, last, stride)];
            if (fits(ticks))
                return ticks;
        }

        return LinearTicks.Pair([OneTwoFive(scale)], fits) ?? [.. Decades(first, first, 1)];
    }

    private static IEnumerable<TickMark> Decades(int first, int last, int stride)
    {
        bool plain = first >= LowestPlain && last <= HighestPlain;
        for (int exponent = first; exponent <= last; exponent++)
        {
            if (IsLabelled(exponent, first, last, stride))
                yield return new TickMark(exponent, plain ? NumberLabel.Compact(Math.Pow(10, exponent)) : NumberLabel.Power(exponent));
        }
    }

    private static IEnumerable<TickMark> Minors(AxisScale scale, int first, int last, int stride)
    {
        for (int exponent = first - 1; exponent <= last; exponent++)
        {
            if (exponent >= first && !IsLabelled(exponent, first, last, stride))
                yield return new TickMark(exponent, "");
            for (int digit = 2; stride == 1 && digit <= 9; digit++)
            {
                double value = digit * Math.Pow(10, exponent);
                if (value >= scale.Low && value <= scale.High)
                    yield return new TickMark(Math.Log10(value), "");
            }
        }
    }

    private static bool IsLabelled(int exponent, int first, int last, int stride)
    {
        // Multiples of the stride (10⁻⁶, 10⁻³, 1) read best, unless that leaves a single label.
        int highest = (int)Math.Floor((double)last / stride) * stride;
        bool severalMultiples = highest - stride >= first;
        return severalMultiples ? exponent % stride == 0 : (exponent - first) % stride == 0;
    }

    // Within a decade or two, round numbers at one distance may be the denser ones.
    private static IReadOnlyList<TickMark> Short(AxisScale scale, Func<IReadOnlyList<TickMark>, bool> fits)
    {
        TickMark[] ticks = OneTwoFive(scale);
        if (ticks.Length >= FewestInDecade && fits(ticks))
            return ticks;
        IReadOnlyList<TickMark> even = LinearTicks.Choose(scale, fits);
        return ticks.Length >= even.Count && fits(ticks) ? ticks : even;
    }

    private static TickMark[] OneTwoFive(AxisScale scale)
    {
        double[] numbers = DecadeNumbers.Between(scale.Low, scale.High).First();
        return Array.ConvertAll(numbers, value => new TickMark(Math.Log10(value), NumberLabel.Compact(value)));
    }
}
