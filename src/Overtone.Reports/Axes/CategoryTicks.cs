namespace Overtone.Reports.Axes;

/// <summary>Ticks under cells that stand side by side, thinned until no two labels meet.</summary>
internal static class CategoryTicks
{
    /// <summary>Strides that keep evenly spaced numbers round.</summary>
    private static readonly int[] Strides = [1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 100];

    /// <summary>A label for every so many cells; where the values are evenly spaced, the labelled ones are round.</summary>
    /// <param name="values">The cells' values, ascending; the cell at place i is centred on i.</param>
    /// <param name="fits">Whether a set of ticks leaves enough room between its labels.</param>
    public static IReadOnlyList<TickMark> Choose(IReadOnlyList<double> values, Func<IReadOnlyList<TickMark>, bool> fits)
    {
        foreach (int stride in Strides.Concat(Enumerable.Range(2, 30).Select(hundreds => hundreds * 100)))
        {
            int offset = Offset(values, stride);
            IEnumerable<int> labelled = Enumerable.Range(0, values.Count).Where(i => i % stride == offset);
            TickMark[] ticks = [.. labelled.Select(i => new TickMark(i, NumberLabel.Compact(values[i])))];
            if (ticks.Length <= 1 || fits(ticks))
                return ticks;
        }

        return [];
    }

    private static int Offset(IReadOnlyList<double> values, int stride)
    {
        if (values.Count < 3)
            return 0;
        double step = (values[^1] - values[0]) / (values.Count - 1), tolerance = Math.Abs(step) * 1e-6;
        for (int i = 0; i < values.Count; i++)
        {
            if (Math.Abs(values[i] - values[0] - i * step) > tolerance)
                return 0;
        }

        for (int offset = 0; offset < Math.Min(stride, values.Count); offset++)
        {
            double inStrides = values[offset] / (stride * step);
            if (Math.Abs(inStrides - Math.Round(inStrides)) < 1e-6)
                return offset;
        }

        return 0;
    }
}
