using Overtone.Pages;

namespace Overtone.Reports.Axes;

/// <summary>Ticks under cells that stand side by side, thinned until no two labels meet.</summary>
internal static class CategoryTicks
{
    /// <summary>
    /// So many evenly spaced cells are thin enough for round numbers to stand where they lie, between the middles of two cells.
    /// </summary>
    private const int FewestForLine = 50;

    /// <summary>Strides that keep evenly spaced numbers round.</summary>
    private static readonly int[] Strides = [1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 100];

    /// <summary>A label for every so many cells; where the values are evenly spaced, the labels are round.</summary>
    /// <param name="values">The cells' values, ascending; the cell at place i is centred on i.</param>
    /// <param name="fits">Whether a set of ticks leaves enough room between its labels.</param>
    public static IReadOnlyList<TickMark> Choose(IReadOnlyList<double> values, Func<IReadOnlyList<TickMark>, bool> fits)
    {
        double? step = StepOf(values);
        if (step > 0 && values.Count >= FewestForLine)
            return OnLine(values, step.Value, fits);
        foreach (int stride in Strides.Concat(Enumerable.Range(2, 30).Select(hundreds => hundreds * 100)))
        {
            int offset = step is { } even ? Offset(values, even, stride) : 0;
            IEnumerable<int> labelled = Enumerable.Range(0, values.Count).Where(i => i % stride == offset);
            TickMark[] ticks = [.. labelled.Select(i => new TickMark(i, NumberLabel.Compact(values[i])))];
            if (ticks.Length <= 1 || fits(ticks))
                return ticks;
        }

        return [];
    }

    private static IReadOnlyList<TickMark> OnLine(IReadOnlyList<double> values, double step, Func<IReadOnlyList<TickMark>, bool> fits)
    {
        var scale = new AxisScale(values[0] - (step / 2), values[^1] + (step / 2), Logarithmic: false);
        TickMark[] InCells(IReadOnlyList<TickMark> ticks) => [.. ticks.Select(tick => tick with { Place = (tick.Place - values[0]) / step })];
        return InCells(LinearTicks.Choose(scale, ticks => fits(InCells(ticks))));
    }

    // The distance of evenly spaced values.
    private static double? StepOf(IReadOnlyList<double> values)
    {
        if (values.Count < 3)
            return null;
        double step = (values[^1] - values[0]) / (values.Count - 1), tolerance = Math.Abs(step) * 1e-6;
        return Enumerable.Range(0, values.Count).All(i => Math.Abs(values[i] - values[0] - (i * step)) <= tolerance) ? step : null;
    }

    private static int Offset(IReadOnlyList<double> values, double step, int stride)
    {
        for (int offset = 0; offset < Math.Min(stride, values.Count); offset++)
        {
            double inStrides = values[offset] / (stride * step);
            if (Math.Abs(inStrides - Math.Round(inStrides)) < 1e-6)
                return offset;
        }

        return 0;
    }
}
