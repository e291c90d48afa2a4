using Overtone.Pages;

namespace Overtone.Reports.Axes;

/// <summary>A line through the middles of cells, on which every number between their values has its place.</summary>
internal sealed class CellLine
{
    /// <summary>More of the smallest numbers than this need not be left out for room.</summary>
    private const int MostSkipped = 12;

    private readonly IReadOnlyList<double> _values;
    private readonly double[] _gaps;
    private readonly bool _isEven, _isWhole;

    private CellLine(IReadOnlyList<double> values)
    {
        _values = values;
        _gaps = [.. values.Zip(values.Skip(1), (a, b) => b - a)];
        double mean = (values[^1] - values[0]) / _gaps.Length;
        _isEven = values.Select((value, place) => Math.Abs(value - values[0] - (place * mean))).All(off => off <= mean * 1e-6);
        _isWhole = values.All(value => value == Math.Round(value));
    }

    /// <summary>The line through two cells or more; null where their values are too large for one.</summary>
    /// <param name="values">The cells' values, ascending; the cell at place i is centred on i.</param>
    public static CellLine? Through(IReadOnlyList<double> values) =>
        values.Count >= 2 && Math.Max(Math.Abs(values[0]), Math.Abs(values[^1])) < AxisScale.Largest / 10 ? new CellLine(values) : null;

    /// <summary>As many round numbers as have room; null where not two have.</summary>
    /// <param name="fits">Whether a set of ticks leaves enough room between its labels.</param>
    public IReadOnlyList<TickMark>? Choose(Func<IReadOnlyList<TickMark>, bool> fits)
    {
        // Where cells stand ever farther apart, most numbers fit when they do so too.
        IEnumerable<TickMark[]> choices = _isEven ? AtOneDistance() : PowersOfTen().Concat(AtOneDistance());
        IReadOnlyList<TickMark>[] several = [.. choices.Where(ticks => ticks.Length >= 2)];
        return several.Where(fits).MaxBy(ticks => ticks.Count) ?? LinearTicks.Pair(several, fits);
    }

    /// <summary>Where a number lies: at i in the middle of cell i, between and beyond them in proportion.</summary>
    public double PlaceOf(double value)
    {
        int gap = 0;
        while (gap < _gaps.Length - 1 && value > _values[gap + 1])
            gap++;
        return gap + ((value - _values[gap]) / _gaps[gap]);
    }

    private IEnumerable<TickMark[]> AtOneDistance()
    {
        // The outer halves of the first and last cell are there only where all cells are alike.
        double edge = _isEven ? _gaps[0] / 2 : 0, low = _values[0] - edge, high = _values[^1] + edge;
        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        return RoundStep.For(high - low, _gaps.Min(), _isWhole)
            .Select(step => step.Multiples(low, high).Select(value => new TickMark(PlaceOf(value), step.Label(value, largest))).ToArray());
    }

    private IEnumerable<TickMark[]> PowersOfTen()
    {
        if (_values[0] < 0)
            return [];
        double[] zero = _values[0] == 0 ? [0] : [];

        // The first cells are often 0, 1, 2, 3: too close for the smallest numbers to be named.
        return from start in (double[][])[zero, []]
               from numbers in DecadeNumbers.Between(_values.First(value => value > 0), _values[^1])
               from skipped in Enumerable.Range(0, Math.Min(numbers.Length, MostSkipped))
               let shown = start.Concat(numbers.Skip(skipped))
               select shown.Select(value => new TickMark(PlaceOf(value), NumberLabel.Compact(value))).ToArray();
    }
}
