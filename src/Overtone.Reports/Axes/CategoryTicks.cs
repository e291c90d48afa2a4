using System.Globalization;
using Overtone.Pages;

namespace Overtone.Reports.Axes;

/// <summary>
/// Ticks under cells that stand side by side: each cell's own value where all have room and read well, otherwise round numbers, each where
/// it lies between the middles of two cells.
/// </summary>
internal static class CategoryTicks
{
    /// <summary>Fewer cells are things with names, not a line.</summary>
    private const int FewestForLine = 5;

    /// <summary>Ticks for cells of the given values.</summary>
    /// <param name="values">The cells' values, ascending; the cell at place i is centred on i.</param>
    /// <param name="fits">Whether a set of ticks leaves enough room between its labels.</param>
    public static IReadOnlyList<TickMark> Choose(IReadOnlyList<double> values, Func<IReadOnlyList<TickMark>, bool> fits)
    {
        TickMark[] names = [.. values.Select((value, place) => new TickMark(place, NumberLabel.Compact(value)))];
        CellLine? line = values.Count >= FewestForLine ? CellLine.Through(values) : null;
        if ((line is null || values.All(ReadsWell)) && fits(names))
            return names;
        return line?.Choose(fits) ?? Thinned(names, fits);
    }

    // A whole number, or one of two digits.
    private static bool ReadsWell(double value)
    {
        if (value == Math.Round(value))
            return true;
        double twoDigits = double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Abs(value - twoDigits) <= Math.Abs(value) * 1e-9;
    }

    private static TickMark[] Thinned(TickMark[] names, Func<IReadOnlyList<TickMark>, bool> fits) =>
        Enumerable.Range(1, Math.Max(1, names.Length))
            .Select(stride => names.Where((_, place) => place % stride == 0).ToArray())
            .First(ticks => ticks.Length <= 1 || fits(ticks));
}
