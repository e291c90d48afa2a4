using System.Numerics;
using Overtone.Theory.PiecewiseLinear.Layers;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// A continuous piecewise linear function of one variable on an interval: an output of a network along a line, exactly.
/// Source: 1806.08734, section 2 and Theorem 1 in one dimension; 1905.12797.
/// </summary>
public sealed class PiecewiseLinearFunction
{
    private readonly double[] _knots;
    private readonly double[] _values;

    /// <summary>A function from its knots and its values there; between them it is linear.</summary>
    /// <param name="knots">Two or more, rising; the first and the last are the ends of the interval.</param>
    /// <param name="values">One value a knot.</param>
    /// <exception cref="ArgumentException">There are fewer than two knots, they do not rise, or the numbers of knots and values
    /// differ.</exception>
    public PiecewiseLinearFunction(IReadOnlyList<double> knots, IReadOnlyList<double> values)
    {
        if (knots.Count < 2 || knots.Count != values.Count)
            throw new ArgumentException($"There are {knots.Count} knots and {values.Count} values; expected two or more, one value "
                + "per knot.", nameof(knots));
        if (knots.Zip(knots.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            throw new ArgumentException("The knots are not in rising order.", nameof(knots));
        _knots = [.. knots];
        _values = [.. values];
    }

    /// <summary>The knots, rising; the first and the last are the ends of the interval.</summary>
    public IReadOnlyList<double> Knots => _knots;

    /// <summary>The values at the knots.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The slope between each knot and the next.</summary>
    public IReadOnlyList<double> Slopes =>
        [.. Enumerable.Range(0, Knots.Count - 1).Select(n => (Values[n + 1] - Values[n]) / (Knots[n + 1] - Knots[n]))];

    /// <summary>The function less the chord from end to end: it vanishes at both and keeps its kinks.</summary>
    public PiecewiseLinearFunction LessChord()
    {
        (double low, double length, double first, double rise) = (_knots[0], _knots[^1] - _knots[0], _values[0], _values[^1] - _values[0]);
        return new(_knots, [.. _values.Zip(_knots, (value, x) => value - first - (rise * (x - low) / length))]);
    }

    /// <summary>A network's output along a line: a knot wherever a unit changes its sign, or a maximum passes to another value.</summary>
    /// <param name="network">The network.</param>
    /// <param name="line">The line.</param>
    /// <param name="low">The low end of the line's coordinate.</param>
    /// <param name="high">The high end, above it.</param>
    /// <param name="output">Which output.</param>
    /// <exception cref="ArgumentException">The slice is no line of the network's input space, or the interval is empty.</exception>
    public static PiecewiseLinearFunction Of(PiecewiseLinearNetwork network, AffineSlice line, double low, double high, int output = 0)
    {
        if (!(low < high) || !double.IsFinite(low) || !double.IsFinite(high))
            throw new ArgumentException($"The interval is [{low}, {high}]; expected finite ends, the first below the second.", nameof(low));
        var pieces = new List<Piece> { new(low, high, new Signal(line.Rows(network, 1))) };
        foreach (PiecewiseLinearLayer layer in network.Layers)
        {
            pieces = layer is BranchingLayer branching
                ? [.. pieces.SelectMany(piece => piece.Cut(branching))]
                : [.. pieces.Select(piece => piece with { Signal = ((AffineLayer)layer).Apply(piece.Signal) })];
        }

        double ValueAt(Piece piece, double x) => piece.Signal.Rows[0][output] + (x * piece.Signal.Rows[1][output]);
        return new PiecewiseLinearFunction(
            [.. pieces.Select(p => p.Low), high], [.. pieces.Select(p => ValueAt(p, p.Low)), ValueAt(pieces[^1], high)]);
    }

    /// <summary>The value at a point; beyond the ends, that of the first or last piece drawn on.</summary>
    public double Value(double x)
    {
        int index = Array.BinarySearch(_knots, x);
        int piece = Math.Clamp(index < 0 ? ~index - 1 : index, 0, _knots.Length - 2);
        return _values[piece] + ((_values[piece + 1] - _values[piece]) * (x - _knots[piece]) / (_knots[piece + 1] - _knots[piece]));
    }

    /// <summary>
    /// The Fourier transform over the interval, ∫ f(x) exp(−ikx) dx, exact at every frequency; zero beyond the ends.
    /// </summary>
    /// <param name="frequency">k, in radians per unit.</param>
    public Complex Transform(double frequency)
    {
        Complex sum = 0;
        for (int n = 0; n < _knots.Length - 1; n++)
        {
            sum += (_knots[n + 1] - _knots[n])
                * SegmentIntegral.Of(frequency * _knots[n], frequency * _knots[n + 1], _values[n], _values[n + 1]);
        }

        return sum;
    }

    private sealed record Piece(double Low, double High, Signal Signal)
    {
        // Crossings nearer to an end than rounding of the coordinate make no piece of their own.
        private const double Rounding = 1e-13;

        public IEnumerable<Piece> Cut(BranchingLayer layer)
        {
            double gap = Rounding * Math.Max(Math.Abs(Low), Math.Abs(High));
            var ends = new List<double> { Low };
            IEnumerable<int> units = Enumerable.Range(0, layer.UnitCount(Signal.Rows[0].Length));
            foreach (double end in units.SelectMany(unit => Ends(layer, unit, gap)).Order())
            {
                if (end > ends[^1] + gap)
                    ends.Add(end);
            }

            ends.Add(High);
            for (int n = 0; n < ends.Count - 1; n++)
            {
                double middle = (ends[n] + ends[n + 1]) / 2;
                int[] choices = layer.Choose([.. Signal.Rows[0].Zip(Signal.Rows[1], (value, slope) => value + (slope * middle))]);
                yield return new Piece(ends[n], ends[n + 1], Signal with { Rows = layer.Apply(Signal.Rows, choices) });
            }
        }

        // Where one of a unit's candidates gives way to another: the inner ends of the intervals on which each leads all others.
        private IEnumerable<double> Ends(BranchingLayer layer, int unit, double gap)
        {
            for (int candidate = 0; candidate < layer.CandidateCount(unit); candidate++)
            {
                (double low, double high) = (Low, High);
                for (int other = 0; other < layer.CandidateCount(unit) && low < high; other++)
                {
                    if (other != candidate)
                        Narrow(
                            layer.Lead(Signal.Rows[0], unit, candidate, other),
                            layer.Lead(Signal.Rows[1], unit, candidate, other),
                            ref low,
                            ref high);
                }

                if (low < high)
                {
                    if (low > Low + gap)
                        yield return low;
                    if (high < High - gap)
                        yield return high;
                }
            }
        }

        // To where value + x · slope is above zero.
        private static void Narrow(double value, double slope, ref double low, ref double high)
        {
            if (slope > 0)
                low = Math.Max(low, -value / slope);
            else if (slope < 0)
                high = Math.Min(high, -value / slope);
            else if (value < 0)
                high = low;
        }
    }
}
