using Overtone.Pages;

namespace Overtone.Reports.Axes;

/// <summary>Ticks at round numbers: steps of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    /// <summary>The most steps of one size that are tried.</summary>
    private const int Ceiling = 200;

    /// <summary>The finest ticks of a linear scale whose labels leave each other room.</summary>
    /// <param name="scale">The scale; for a logarithmic one, round numbers are placed on it.</param>
    /// <param name="fits">Whether a set of ticks leaves enough room between its labels.</param>
    /// <param name="whole">Whether only whole numbers make sense.</param>
    public static IReadOnlyList<TickMark> Choose(AxisScale scale, Func<IReadOnlyList<TickMark>, bool> fits, bool whole = false)
    {
        IReadOnlyList<TickMark> ticks = [];
        foreach (double step in Steps(scale.High - scale.Low, whole))
        {
            ticks = At(scale, step);
            if (fits(ticks))
                return ticks;
        }

        return ticks;
    }

    private static IEnumerable<double> Steps(double range, bool whole)
    {
        int exponent = (int)Math.Floor(Math.Log10(range)) - 2;
        if (whole)
            exponent = Math.Max(exponent, 0);
        for (; Math.Pow(10, exponent) <= range * 10; exponent++)
        {
            foreach (int digit in (int[])[1, 2, 5])
            {
                double step = digit * Math.Pow(10, exponent);
                if (range / step <= Ceiling)
                    yield return step;
            }
        }
    }

    private static TickMark[] At(AxisScale scale, double step)
    {
        const double Slack = 1e-9;
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + Slack));
        bool plain = decimals <= 4 && Math.Max(Math.Abs(scale.Low), Math.Abs(scale.High)) < 1e6;
        long first = (long)Math.Ceiling(scale.Low / step - Slack), last = (long)Math.Floor(scale.High / step + Slack);
        return
        [
            .. from multiple in Range(first, last)
               let value = multiple * step
               where scale.Shows(value)
               select new TickMark(scale.Place(value), plain ? NumberLabel.Fixed(value, decimals) : multiple == 0 ? "0" : NumberLabel.Compact(value)),
        ];
    }

    private static IEnumerable<long> Range(long first, long last)
    {
        for (long at = first; at <= last; at++)
            yield return at;
    }
}
