using Overtone.Models;
using Overtone.Studies.Findings;
using static Overtone.Catalog.PostAveraging.Spectra.DefenceSpectra;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>Which spectra along lines.</summary>
internal sealed record LinesOf(long Seed, LineDirection Direction, SpectraOutput Output);

/// <summary>The rows of <see cref="DefenceSpectra"/>, as its findings and figures ask for them.</summary>
internal sealed class SpectraRows
{
    private readonly IReadOnlyList<LineRow> _lines;
    private readonly Dictionary<(AveragedKind Kind, long Seed, SpectraDefence Defence), CellRow[]> _cells;

    /// <summary>Reads them.</summary>
    /// <param name="to">Where they are read from.</param>
    /// <param name="images">The size of the images.</param>
    /// <param name="radius">R.</param>
    /// <param name="predicted">Theory.</param>
    /// <param name="tolerableNoise">Bands in which rounding has a larger share of the power are left out.</param>
    public SpectraRows(Conclusion to, InputSize images, double radius, PredictedLines predicted, double tolerableNoise)
    {
        (Images, Radius, Predicted) = (images, radius, predicted);
        IReadOnlyList<LineRow> all = to.Rows<LineRow>();
        var noise = all.Where(r => r.Defence == SpectraDefence.None)
            .ToDictionary(r => (r.Seed, r.Direction, r.Output, r.Frequency), r => r.NoiseShare);
        AllBands = noise.Count;
        LeftOut = noise.Values.Count(share => !(share <= tolerableNoise));
        WorstNoise = noise.Values.DefaultIfEmpty(0).Max();
        _lines = [.. all.Where(r => noise[(r.Seed, r.Direction, r.Output, r.Frequency)] <= tolerableNoise)];
        Seeds = [.. all.Select(r => r.Seed).Distinct().Order()];
        _cells = to.Rows<CellRow>().GroupBy(r => (r.Kind, r.Seed, r.Defence)).ToDictionary(map => map.Key, map => map.ToArray());
    }

    /// <summary>The size of the images.</summary>
    public InputSize Images { get; }

    /// <summary>R.</summary>
    public double Radius { get; }

    /// <summary>Theory.</summary>
    public PredictedLines Predicted { get; }

    /// <summary>Seeds of the networks.</summary>
    public IReadOnlyList<long> Seeds { get; }

    /// <summary>Bands of all networks, directions and outputs.</summary>
    public int AllBands { get; }

    /// <summary>Those of them that are rounding.</summary>
    public int LeftOut { get; }

    /// <summary>The largest share of rounding.</summary>
    public double WorstNoise { get; }

    /// <summary>What is measured along lines, but for what is rounding.</summary>
    public IReadOnlyList<LineRow> Lines => _lines;

    /// <summary>All cells of all heat maps.</summary>
    public IEnumerable<CellRow> Cells => _cells.Values.SelectMany(map => map);

    /// <summary>Seeds of the networks of a kind.</summary>
    public IEnumerable<long> SeedsOf(AveragedKind kind) =>
        _cells.Keys.Where(map => map.Kind == kind).Select(map => map.Seed).Distinct().Order();

    /// <summary>The defences measured along some lines.</summary>
    public IEnumerable<SpectraDefence> Defences(LineDirection direction, SpectraOutput output) =>
        _lines.Where(r => r.Direction == direction && r.Output == output).Select(r => r.Defence).Distinct().Order();

    /// <summary>
    /// How many decades the power left is from what is expected of it, from a frequency on: the mean over bands; NaN for none.
    /// </summary>
    /// <param name="lines">Which lines.</param>
    /// <param name="defence">Behind which defence.</param>
    /// <param name="from">The lowest frequency, in radians per R.</param>
    /// <param name="expected">The share expected, by frequency in radians per unit.</param>
    public double Decades(LinesOf lines, SpectraDefence defence, double from, Func<double, double> expected) => _lines
        .Where(r => IsOf(r, lines, defence) && r.Frequency * Radius >= from)
        .Select(r => Math.Log10(r.Left / expected(r.Frequency))).DefaultIfEmpty(double.NaN).Average();

    /// <summary>
    /// The distance in decades of the power left from what is expected, mean over the bands before the floor; NaN for none.
    /// </summary>
    /// <param name="lines">Which lines.</param>
    /// <param name="defence">Behind which defence.</param>
    /// <param name="expected">The share expected, by frequency in radians per unit.</param>
    public double DistanceInMiddle(LinesOf lines, SpectraDefence defence, Func<double, double> expected) => _lines
        .Where(r => IsOf(r, lines, defence) && r.Frequency * Radius is >= MiddleFrom and < MiddleUntil)
        .Select(r => Math.Abs(Math.Log10(r.Left / expected(r.Frequency)))).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The mean change of logits under waves above half of the Nyquist frequency, as a share of that without a defence.</summary>
    public double HighImageFrequencies(AveragedKind kind, long seed, SpectraDefence defence)
    {
        double half = Math.Min(Images.Height, Images.Width) / 4.0;
        double Mean(SpectraDefence of) => _cells[(kind, seed, of)].Where(cell => Distance(cell) > half).Average(cell => cell.Shift);
        return Mean(defence) / Mean(SpectraDefence.None);
    }

    /// <summary>By ring of image frequencies, the change of logits as a share of that without a defence.</summary>
    /// <param name="kind">Of which network.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="shift">The change in a cell, given that without a defence.</param>
    public IEnumerable<(int Ring, double Ratio)> Rings(AveragedKind kind, long seed, Func<CellRow, double> shift) =>
        _cells[(kind, seed, SpectraDefence.None)].GroupBy(cell => (int)Math.Round(Distance(cell)))
            .Select(ring => (ring.Key, ring.Average(shift) / ring.Average(cell => cell.Shift)));

    /// <summary>The change in a cell behind a defence.</summary>
    public Func<CellRow, double> ShiftBehind(SpectraDefence defence)
    {
        var shifts = Cells.Where(cell => cell.Defence == defence)
            .ToDictionary(cell => (cell.Kind, cell.Seed, cell.Y, cell.X), cell => cell.Shift);
        return cell => shifts[(cell.Kind, cell.Seed, cell.Y, cell.X)];
    }

    private static bool IsOf(LineRow row, LinesOf lines, SpectraDefence defence) =>
        (row.Seed, row.Direction, row.Output, row.Defence) == (lines.Seed, lines.Direction, lines.Output, defence);

    private static double Distance(CellRow cell) => double.Hypot(cell.Y, cell.X);
}
