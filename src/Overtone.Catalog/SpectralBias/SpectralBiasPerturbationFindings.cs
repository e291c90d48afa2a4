using MathNet.Numerics.Statistics;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What <see cref="SpectralBiasPerturbation"/> concludes from its tables.</summary>
internal sealed class SpectralBiasPerturbationFindings(SpectralBiasPerturbationOptions options, TableSet tables, string? reduction)
{
    // Thresholds were proposed from the digitised picture before any run; that of a single network's order is the one of spectral-bias-sines.
    private const double OrderOfMean = -0.95;
    private const double OrderOfSeed = -0.8;
    private const double HalfOf = 0.5;

    private readonly SourceClaims _claims = new("1806.08734, Fig. 3", reduction, Replicates: 10);
    private readonly Dictionary<string, RatioCurves> _ratios = tables["ratios"].Rows.GroupBy(r => r.Text("setting")).ToDictionary(rows => rows.Key, rows => Curves(rows));
    // The length at which claims are read, and the frequency that the highest is compared with: 2.5 and 20 in the paper.
    private readonly double _delta = SpectralBiasPerturbation.DeltasOf(options)[options.Deltas / 2];
    private readonly double _reference = options.Frequencies[Math.Min(3, options.Frequencies.Length - 2)];

    public StudyFindings Conclude()
    {
        string[] settings = options.Controls ? [SpectralBiasPerturbation.Trained, SpectralBiasPerturbation.Control] : [SpectralBiasPerturbation.Trained];
        return new StudyFindings
        {
            Claims = [.. settings.SelectMany(setting => new[] { OrderOfMeans(setting), Order(setting), Highest(setting), HalfLengths(setting) })],
            Figures = SpectralBiasPerturbationFigures.Of(options),
            Tables = [Left(), HalfTable()],
            Notes =
            [
                "A direction is a normal draw of all weights and biases divided by its length. The same directions serve every length, so that lengths are compared on equal draws; the notebook draws anew for each.",
                "Ratios are stored as they are; only the picture's colours end at 1, as the paper's, which hides that perturbations add low frequencies. They are of the trained network itself, so that a length of zero gives exactly 1; the notebook divides by a recording 100 steps older.",
                $"A length is a norm in parameter space, so what it does depends on the norm of the trained parameters: 'relative_delta' is the ratio. Mean norm here: {StudyText.Number(Rows("networks", SpectralBiasPerturbation.Trained).Average(r => r.Number("parameter_norm")))}.",
                "In the control every sample is a unit vector of its own, so that no frequency is lower than another.",
            ],
        };
    }

    private JudgedClaim OrderOfMeans(string setting)
    {
        var ratios = Curves(AtDelta(setting));
        return _claims.OfMeanCurve(
            $"order-of-mean-{setting}", $"{Phrase(setting)}, what a perturbation of length {StudyText.Number(_delta)} leaves, averaged over networks, falls with frequency",
            "Spearman rank correlation of frequency and ratio, averaged over directions and networks",
            OrderOfMean, Direction.AtMost, ratios.BySeed, mean => Correlation.Spearman(ratios.Frequencies, mean), Role(setting), Published(setting, "-0.997 (digitised)"));
    }

    private JudgedClaim Order(string setting) => _claims.PerReplicate(
        $"order-{setting}", $"{Phrase(setting)}, what a perturbation of length {StudyText.Number(_delta)} leaves of a network falls with frequency",
        "Spearman rank correlation of frequency and ratio, mean over networks",
        OrderOfSeed, Direction.AtMost, AtDelta(setting).GroupBy(r => r.Integer("seed")).Select(Order), Role(setting));

    private JudgedClaim Highest(string setting) => _claims.PerReplicate(
        $"highest-{setting}", $"{Phrase(setting)}, it leaves at most half as much of frequency {options.Frequencies[^1]} as of frequency {_reference}",
        $"ratio at frequency {options.Frequencies[^1]} over that at {_reference}, mean over networks",
        HalfOf, Direction.AtMost, AtDelta(setting).GroupBy(r => r.Integer("seed")).Select(rows => RatioAt(rows, options.Frequencies[^1]) / RatioAt(rows, _reference)), Role(setting), Published(setting, "0.28 (digitised)"));

    private JudgedClaim HalfLengths(string setting)
    {
        RatioCurves ratios = _ratios[setting];
        return _claims.OfMeanCurve(
            $"half-length-{setting}", $"{Phrase(setting)}, the higher a frequency, the shorter the perturbation that leaves half of it",
            "Spearman rank correlation of frequency and the first length that leaves less than half, averaged over directions and networks; frequencies that keep more rank together as the longest, and 0 is reported where all do",
            OrderOfMean, Direction.AtMost, ratios.BySeed, mean => HalfOrder(HalfOfEach(ratios, mean)), Role(setting), Published(setting, "-0.97 (digitised)"));
    }

    private static double Order(IEnumerable<Row> rows)
    {
        var ratios = rows.GroupBy(r => r.Number("frequency")).Select(g => (Frequency: g.Key, Ratio: g.Average(r => r.Number("ratio")))).ToArray();
        return Correlation.Spearman(ratios.Select(r => r.Frequency), ratios.Select(r => r.Ratio));
    }

    private static double HalfOrder(IReadOnlyList<(double Frequency, double Delta)> halves)
    {
        double[] lengths = [.. halves.Select(h => double.IsNaN(h.Delta) ? double.MaxValue : h.Delta)];
        return lengths.Distinct().Count() == 1 ? 0 : Correlation.Spearman(halves.Select(h => h.Frequency), lengths);
    }

    private static (double Frequency, double Delta)[] HalfOfEach(RatioCurves ratios, double[] curve) => ratios.First(curve, ratio => ratio < HalfOf);

    // Averages over networks, beside the published ones.
    private Table Left()
    {
        var left = new TableBuilder(
            "left", Column.Text("setting"), Column.Text("source"), Column.Number("delta"), Column.Number("relative_delta"), Column.Number("frequency", "cycles per unit"), Column.Number("ratio"));
        foreach (var group in tables["ratios"].Rows.GroupBy(r => (Setting: r.Text("setting"), Delta: r.Number("delta"), Frequency: r.Number("frequency"))))
        {
            double relative = group.Average(r => group.Key.Delta / NormOf(group.Key.Setting, r.Integer("seed")));
            left.Add(group.Key.Setting, "here", group.Key.Delta, relative, group.Key.Frequency, group.Average(r => r.Number("ratio")));
        }

        foreach ((double delta, double[] ratios) in PublishedPerturbation.Rows)
        {
            for (int k = 0; k < ratios.Length; k++)
                left.Add(SpectralBiasPerturbation.Trained, "published, digitised", delta, double.NaN, SineFitOptions.Multiples(5)[k], ratios[k]);
        }

        return left.Build();
    }

    private Table HalfTable()
    {
        var halves = new TableBuilder("half_lengths", Column.Text("setting"), Column.Number("frequency", "cycles per unit"), Column.Number("delta"));
        foreach ((string setting, RatioCurves ratios) in _ratios)
        {
            foreach ((double frequency, double delta) in HalfOfEach(ratios, ratios.Mean))
                halves.Add(setting, frequency, delta);
        }

        return halves.Build();
    }

    private double NormOf(string setting, long seed) => Rows("networks", setting).First(r => r.Integer("seed") == seed).Number("parameter_norm");

    private IEnumerable<Row> AtDelta(string setting) => Rows("ratios", setting).Where(r => r.Number("delta") == _delta);

    private IEnumerable<Row> Rows(string table, string setting) => tables[table].Rows.Where(r => r.Text("setting") == setting);

    private static double RatioAt(IEnumerable<Row> rows, double frequency) => rows.First(r => r.Number("frequency") == frequency).Number("ratio");

    private static ClaimRole Role(string setting) => setting == SpectralBiasPerturbation.Control ? ClaimRole.NegativeControl : ClaimRole.Claim;

    private static string? Published(string setting, string value) => setting == SpectralBiasPerturbation.Control ? null : value;

    private static string Phrase(string setting) => setting == SpectralBiasPerturbation.Control ? "On one-hot inputs" : "In trained networks";

    private static RatioCurves Curves(IEnumerable<Row> rows) =>
        new(rows.Select(r => (r.Integer("seed"), r.Number("delta"), r.Number("frequency"), r.Number("ratio"))));
}
