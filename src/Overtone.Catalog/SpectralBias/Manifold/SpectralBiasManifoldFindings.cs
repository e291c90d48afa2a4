using MathNet.Numerics.Statistics;
using Overtone.Catalog.Rivals;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using static Overtone.Catalog.SpectralBias.Manifold.SpectralBiasManifold;

namespace Overtone.Catalog.SpectralBias.Manifold;

/// <summary>
/// What <see cref="SpectralBiasManifold"/> says of its rows. Thresholds were proposed from the published pictures before any run.
/// </summary>
internal sealed class SpectralBiasManifoldFindings(ManifoldOptions options, Conclusion to)
{
    private const double Level = 0.5, Agreement = 0.8, RankMargin = 0.3;
    private const string OnScattered = "as many points scattered on no curve";
    // Beyond 2 lies less than a hundredth of what the square of the Airy function holds beyond 0.
    private const double AiryTail = 2;
    // Fast signs are those of more than three twentieths of a cycle a sample: k of 150 and more on the paper's 1,000.
    private const int FastTwentieths = 3;

    private const string OnPairs = "1806.08734, Fig. 7", OnSines = "1806.08734, Fig. 8", OnSigns = "1806.08734, Fig. 9";
    private const string OnWaves = "1806.08734, section 4";

    private readonly ILookup<(string Curve, long Seed), Spectrum> _spectra = to.Rows<Spectrum>().ToLookup(r => (r.Curve, r.Seed));
    private readonly ILookup<(string Curve, long Seed), Fit> _fits = to.Rows<Fit>().ToLookup(r => (r.Curve, r.Seed));
    private readonly ILookup<long, SignFit> _signs = to.Rows<SignFit>().ToLookup(r => r.Seed);
    private readonly string _circle = CurveName(0), _winding = CurveName(options.Petals[^1]);

    private IEnumerable<long> Seeds => to.Rows<Fit>().Select(r => r.Seed).Distinct();

    public void Conclude()
    {
        Sines();
        Signs();
        Waves();
        Figures();
        Notes();
    }

    private void Sines()
    {
        to.Claim("order-circle", "On the circle, low frequencies are learned first").From(OnSines)
            .By("rank correlation of frequency and the step at which its ratio 2 |f̃| / A reaches 0.5")
            .AtLeast(0.95)
            .Against(BlindLearner.Shrinking, RankMargin, 0)
            .Against(OnScattered, RankMargin, Seeds.Select(seed => Order(Scattered, seed)))
            .PerSeed(Seeds.Select(seed => Order(_circle, seed)));
        to.Claim("petals-faster", $"With {options.Petals[^1]} petals, the same functions are learned sooner than on the circle")
            .From(OnSines).By("step at which the mean ratio over all frequencies reaches 0.5, over the same on the circle (where that is "
                + "never reached, the last step stands for it)")
            .AtMost(0.8)
            .Against(OnScattered, 0.1, Seeds.Select(seed => Half(Scattered, seed) / Half(_circle, seed)))
            .PerSeed(Seeds.Select(seed => Half(_winding, seed) / Half(_circle, seed)));
        to.Claim("petals-smaller-loss", $"With {options.Petals[^1]} petals, the loss ends at half the circle's or less").From(OnSines)
            .By("last mean squared error over the circle's").AtMost(0.5)
            .Against(OnScattered, 0.1, Seeds.Select(seed => LastLoss(Scattered, seed) / LastLoss(_circle, seed)))
            .PerSeed(Seeds.Select(seed => LastLoss(_winding, seed) / LastLoss(_circle, seed)));
    }

    private void Signs()
    {
        to.Claim("signs-rise", "The more petals, the better fast signs are told").From(OnSigns)
            .By("rank correlation of petals and training accuracy, mean over frequencies of 3 or more twentieths of a cycle a sample at "
                + "which it varies")
            .AtLeast(0.8).Against("a learner to which the curve does not matter", RankMargin, 0)
            .PerSeed(_signs.Select(own =>
                ByFrequency(own, FastTwentieths).Select(Rise).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()));
        to.Claim("pair-differs", "Off the curve, two networks that both fit it tell different signs").From(OnPairs)
            .By("share of the plane, further than 0.1 from every sample, on which both agree")
            .AtMost(Agreement).Against("the same pair at the samples", 0.1, to.Rows<Pair>().Select(r => r.AgreementOn))
            .PerSeed(to.Rows<Pair>().Select(r => r.AgreementOff));
        to.Estimate(Estimate.OfMedian(
            "pair_accuracy", [.. to.Rows<Pair>().Select(r => r.LowerAccuracy)],
            accuracy => $"Of two networks that begin differently, the worse one tells {StudyText.Percent(accuracy)} of the signs on the "
                + "curve (the notebook's network: 96 %)."));
    }

    private void Waves()
    {
        to.Claim("waves-reach", "The more petals, the higher the frequencies that a plane wave reaches on the curve").From(OnWaves)
            .By("smallest rank correlation of petals and the bandwidth that holds 99 % of the wave's energy, over waves and directions")
            .AtLeast(0.99).Of(to.Rows<PlaneWave>().GroupBy(r => (r.Seed, r.Wave))
                .Min(wave => Correlation.Spearman(wave.Select(r => (double)r.Petals), wave.Select(r => r.Bandwidth))));
        to.Claim("waves-end", "No further than |k| max |γ′| / 2π, where stationary phase ends, but for the tail of an Airy function")
            .From(OnWaves).By("largest distance of that bandwidth beyond the edge, in units (½ |k| max |γ‴|)^⅓ / 2π of the Airy function's "
                + "argument, over curves, waves and directions")
            .AtMost(AiryTail).Of(to.Rows<PlaneWave>().Max(r => r.BeyondEdge));
    }

    private double Order(string curve, long seed) =>
        RankOrder.Of(LearningTimes.Of(_spectra[(curve, seed)].Select(r => (r.Step, r.Frequency, r.Ratio)), Level));

    private double Half(string curve, long seed) => _spectra[(curve, seed)].GroupBy(r => r.Step)
        .Where(step => step.Average(r => r.Ratio) >= Level).Select(step => (double)step.Key).DefaultIfEmpty(options.Steps).Min();

    private double LastLoss(string curve, long seed) => _fits[(curve, seed)].MaxBy(r => r.Step)!.Loss;

    // For each frequency, the rows by rising number of petals.
    private IEnumerable<SignFit[]> ByFrequency(IEnumerable<SignFit> fits, int fewestTwentieths) => fits
        .Where(r => r.Frequency >= options.SignFrequency(fewestTwentieths))
        .GroupBy(r => r.Frequency).Select(column => column.OrderBy(r => r.Petals).ToArray());

    private static double Rise(SignFit[] column) =>
        Correlation.Spearman(column.Select(r => (double)r.Petals), column.Select(r => r.Accuracy));

    private void Figures()
    {
        to.Figure(
            "order", "How much of each frequency is learned along each curve",
            "2 |f̃(k)| / A(k) of the network along the curve, over training; 1 when a sine is fully learned, whatever its phase. "
            + "Mean over seeds; steps on a logarithmic axis. Scattered: equally many points that lie on no curve.",
            options.Petals.Select(CurveName).Append(Scattered).Select(curve =>
                new HeatMap<Spectrum>(curve == Scattered ? "scattered" : curve).Where(r => r.Curve, curve)
                    .X(r => r.Step, "training step").Y(r => r.Frequency, "frequency (cycles per unit)")
                    .Colour(r => r.Ratio, "2 |f̃(k)| / A(k)", min: 0, max: 1).ToPanel()));
        to.Figure(
            "losses", "Mean squared error along each curve",
            "Mean over seeds with the range, while the same sums of sines are fitted on each curve.", perRow: 1,
            new Plot<Fit>().By(r => r.Curve).MeanOver(r => r.Seed).X(r => r.Step, "training step", log: true)
                .Y(r => r.Loss, "mean squared error", log: true));
        to.Figure(
            "signs", "How well the sign of a sine is classified",
            "Training accuracy minus the share of the larger class, for each number of petals and each frequency; mean over seeds.",
            perRow: 1, new HeatMap<SignFit>().X(r => r.Frequency, "frequency (cycles per turn)").Y(r => r.Petals, "petals")
                .Colour(r => r.Gain, "accuracy above the majority", min: 0, max: 0.5));
        to.Figure(
            "pair", "Two networks that agree on the curve but not off it",
            "The probability that each of two networks gives to a sign above zero, over the plane around a flower with "
            + $"{options.PairPetals} petals, and the samples that both have learned. First seed.",
            Plane(1), Plane(2),
            new Plot<Sample>("samples").By(r => r.Sign).X(r => r.X, "x₁", min: -1.6, max: 1.6)
                .Y(r => r.Y, "x₂", min: -1.6, max: 1.6).Points());
        to.Figure(
            "waves", "How far plane waves reach on each curve",
            "The frequency along the curve up to which a plane wave of the input space has 99 % of its energy, for each |k| in radians per "
            + "unit; mean over random directions with the range.",
            perRow: 1, new Plot<PlaneWave>().By(r => r.Wave, "|k|").MeanOver(r => r.Seed).X(r => r.Petals, "petals")
                .Y(r => r.Bandwidth, "bandwidth (cycles per turn)", log: true).LinesAndPoints());
    }

    private static Panel Plane(int network) => new HeatMap<PlaneValue>($"network {network}").Where(r => r.Network, network)
        .X(r => r.X, "x₁").Y(r => r.Y, "x₂").Colour(r => r.Probability, "probability", min: 0, max: 1);

    private void Notes()
    {
        to.Note("Samples lie at equal angles, not at equal distances along the curve. Frequencies scale with their number: with N "
            + "samples, sums of sines have N/50 to N/5 cycles per turn.");
        to.Note("Signs are split at zero, as in the notebook (the text has 0.5). With few samples per period the larger class has "
            + "more than half of them: 0.6 at one cycle in five samples; the figure shows the gain over that.");
        to.Note("On a winding curve the order need not be strict: what matters is a frequency's distance from multiples of the "
            + "number of petals.");
        to.Note("The factor (2π)⁻² that the paper leaves out of the transform along a curve is checked in the library's tests, "
            + "where the printed form fails.");
    }
}
