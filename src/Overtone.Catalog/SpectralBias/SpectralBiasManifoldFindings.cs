using MathNet.Numerics.Statistics;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What <see cref="SpectralBiasManifold"/> concludes from its tables.</summary>
internal sealed class SpectralBiasManifoldFindings(SpectralBiasManifoldOptions options, TableSet tables, string? reduction)
{
    // Proposed from the published pictures before any run.
    private const double Level = 0.5;
    private const double OrderThreshold = 0.95;
    private const double LossThreshold = 0.5;
    private const double RiseThreshold = 0.8, FallThreshold = 0.03;
    private const double FitThreshold = 0.95, AgreementThreshold = 0.8;
    // Beyond 2 lies less than a hundredth of what the square of the Airy function holds beyond 0.
    private const double AiryTail = 2;
    // Fast signs are those of more than three twentieths of a cycle a sample: k of 150 and more on the paper's 1,000.
    private const int FastTwentieths = 3;

    private readonly SourceClaims _sines = new("1806.08734, Fig. 8", reduction, Replicates: 10);
    private readonly SourceClaims _signs = new("1806.08734, Fig. 9", reduction, Replicates: 10);
    private readonly SourceClaims _pairs = new("1806.08734, Fig. 7", reduction, Replicates: 10);
    private readonly SourceClaims _waves = new("1806.08734, eq. 12", reduction);

    private string Winding => SpectralBiasManifold.CurveName(options.Petals[^1]);

    private IEnumerable<IGrouping<long, Row>> Pairs => tables["pairs"].Rows.GroupBy(r => r.Integer("seed"));

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            Order("order-circle", SpectralBiasManifold.CurveName(0), "On the circle, low frequencies are learned first", ClaimRole.Claim),
            _sines.PerReplicate(
                "petals-faster", $"With {options.Petals[^1]} petals, the same functions are learned sooner than on the circle",
                "step at which the mean ratio over all frequencies reaches 0.5, over the same on the circle (where that is never reached, the last step stands for it), mean over seeds", 1, Direction.AtMost,
                Seeds("losses").Select(seed => Half(Winding, seed) / Half(SpectralBiasManifold.CurveName(0), seed))),
            _sines.PerReplicate(
                "petals-smaller-loss", $"With {options.Petals[^1]} petals, the loss ends at half the circle's or less", "last mean squared error over the circle's, mean over seeds", LossThreshold, Direction.AtMost,
                Seeds("losses").Select(seed => LastLoss(Winding, seed) / LastLoss(SpectralBiasManifold.CurveName(0), seed))),
            _signs.PerReplicate(
                "signs-rise", "The more petals, the better fast signs are told", "rank correlation of petals and training accuracy, mean over frequencies of 3 or more twentieths of a cycle a sample at which it varies, mean over seeds",
                RiseThreshold, Direction.AtLeast, Seeds("accuracies").Select(seed => Columns(seed, FastTwentieths).Select(Rise).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average())),
            _signs.PerReplicate(
                "signs-no-fall", "At no frequency do more petals make it worse", "largest fall of the training accuracy from fewer petals to more, over all frequencies, mean over seeds",
                FallThreshold, Direction.AtMost, Seeds("accuracies").Select(seed => Columns(seed, 0).Max(LargestFall))),
            _pairs.PerReplicate("pair-fits", "Two networks that begin differently both fit the curve", "lower training accuracy of the two, mean over pairs", FitThreshold, Direction.AtLeast, Pairs.Select(p => p.Single().Number("lower_accuracy")), published: "0.96 (one network)"),
            _pairs.PerReplicate("pair-differs", "Off the curve they tell different signs", "share of the plane, further than 0.1 from every sample, on which both agree, mean over pairs", AgreementThreshold, Direction.AtMost, Pairs.Select(p => p.Single().Number("agreement_off"))),
            _waves.Identity(
                "waves-reach", "The more petals, the higher the frequencies that a plane wave reaches on the curve", "smallest rank correlation of petals and the bandwidth that holds 99 % of the wave's energy, over waves and directions",
                0.99, Direction.AtLeast, tables["waves"].Rows.GroupBy(r => (r.Integer("seed"), r.Integer("wave"))).Min(wave => Correlation.Spearman(wave.Select(r => (double)r.Integer("petals")), wave.Select(r => r.Number("bandwidth"))))),
            _waves.Identity(
                "waves-end", "No further than |k| max |γ′| / 2π, where stationary phase ends, but for the tail of an Airy function", "largest distance of that bandwidth beyond the edge, in units (½ |k| max |γ‴|)^⅓ / 2π of the Airy function's argument, over curves, waves and directions",
                AiryTail, Direction.AtMost, tables["waves"].Rows.Max(r => r.Number("beyond_edge"))),
            Order("order-scattered", SpectralBiasManifold.Scattered, "Low frequencies are learned first at scattered points too", ClaimRole.NegativeControl),
            _pairs.PerReplicate("pair-differs-on", "At the samples, too, both tell different signs", "share of samples at which both agree, mean over pairs", AgreementThreshold, Direction.AtMost, Pairs.Select(p => p.Single().Number("agreement_on")), ClaimRole.NegativeControl),
        ],
        Figures = new SpectralBiasManifoldFigures(options).All,
        Notes =
        [
            "Samples lie at equal angles, not at equal distances along the curve. Frequencies go with their number: of N samples, sums of sines have N/50 to N/5 cycles a turn.",
            "Signs are told above zero, as in the notebook (the text has 0.5). Where few samples fall on a period the larger class holds more than half of them: 0.6 at one cycle in five samples; the figure shows what is gained over that.",
            "On a curve that winds, the order need not be strict: what matters is a frequency's distance from multiples of the petals.",
            "The factor (2π)⁻² that eq. 12 leaves out is checked in the library's tests, where the printed form fails.",
        ],
    };

    private JudgedClaim Order(string id, string curve, string statement, ClaimRole role) => _sines.PerReplicate(
        id, statement, "rank correlation of frequency and the step at which its ratio 2 |f̃| / A reaches 0.5, mean over seeds", OrderThreshold, Direction.AtLeast,
        Seeds("losses").Select(seed => LearningTimes.Order(LearningTimes.Of(Ratios(curve, seed), Level))), role);

    private IEnumerable<long> Seeds(string table) => tables[table].Rows.Select(r => r.Integer("seed")).Distinct();

    private double Half(string curve, long seed) => tables["spectra"].Rows
        .Where(r => r.Text("curve") == curve && r.Integer("seed") == seed)
        .GroupBy(r => r.Integer("step"))
        .Where(step => step.Average(r => r.Number("ratio")) >= Level)
        .Select(step => (double)step.Key)
        .DefaultIfEmpty(options.Steps)
        .Min();

    private double LastLoss(string curve, long seed) =>
        tables["losses"].Rows.Where(r => r.Text("curve") == curve && r.Integer("seed") == seed).MaxBy(r => r.Integer("step")).Number("loss");

    // For each frequency, the rows by rising number of petals.
    private IEnumerable<Row[]> Columns(long seed, int fewestTwentieths)
    {
        int lowest = SpectralBiasManifoldOptions.SignFrequency(fewestTwentieths, options.Samples);
        return tables["accuracies"].Rows.Where(r => r.Integer("seed") == seed && r.Integer("frequency") >= lowest)
            .GroupBy(r => r.Integer("frequency")).Select(column => column.OrderBy(r => r.Integer("petals")).ToArray());
    }

    private static double Rise(Row[] column) => Correlation.Spearman(column.Select(r => (double)r.Integer("petals")), column.Select(r => r.Number("accuracy")));

    private static double LargestFall(Row[] column)
    {
        double best = column[0].Number("accuracy"), largest = 0;
        foreach (Row row in column)
        {
            largest = Math.Max(largest, best - row.Number("accuracy"));
            best = Math.Max(best, row.Number("accuracy"));
        }

        return largest;
    }

    private IEnumerable<(long Step, double Frequency, double Ratio)> Ratios(string curve, long seed) =>
        tables["spectra"].Rows.Where(r => r.Text("curve") == curve && r.Integer("seed") == seed).Select(r => (r.Integer("step"), r.Number("frequency"), r.Number("ratio")));
}
