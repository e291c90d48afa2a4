using Overtone.Studies.Findings;
using static Overtone.Catalog.FourierRobustness.Corruptions.RegimeCorruptions;
using Network = (Overtone.Catalog.FourierRobustness.TrainedRegime Regime, long Seed);

namespace Overtone.Catalog.FourierRobustness.Corruptions;

/// <summary>What <see cref="RegimeCorruptions"/> claims of its rows. Thresholds were fixed before any run.</summary>
internal sealed class RegimeCorruptionsFindings(RegimeCorruptionsOptions options, Conclusion to)
{
    // The paper says only which sign slopes have. Shares of corruptions differ by about 0.7: a slope of 0.05 is 3.5 points between fog and
    // noise, about twice the standard error of an accuracy on 500 images.
    private const double LeastSlope = 0.05;

    // Half of what Table 1 has between adversarial training and Gaussian noise.
    private const double LeastDifference = 5;

    private static readonly string[] Noise = ["gaussian_noise", "shot_noise", "impulse_noise"], Low = ["fog", "contrast"];

    private readonly RegimeFindings _figure = new(to, "Fig. 6"), _table = new(to, "Table 1");
    private readonly CorruptionErrors _errors = new(to.Rows<CorruptionError>(), options.SpectrumSeverity);

    public void Conclude()
    {
        if (_table.Introduce())
        {
            Slopes();
            AutoAugmentHelps();
            Signs(TrainedRegime.Gaussian, "Gaussian noise in training", noise: 0.24, low: -0.18);
            Signs(TrainedRegime.Adversarial, "Adversarial training", noise: 0.15, low: -0.05);
            Order("autoaugment-before-gaussian", TrainedRegime.AutoAugment, TrainedRegime.Gaussian, 34);
            Order("gaussian-before-adversarial", TrainedRegime.Gaussian, TrainedRegime.Adversarial, 10);
        }

        new RegimeCorruptionsFigures(options, to, _table.Seeds, _errors).Draw();
    }

    private void Slopes()
    {
        Slope(TrainedRegime.Gaussian, "What Gaussian noise in training gains rises with the share of high frequencies in a corruption");
        Slope(TrainedRegime.Adversarial, "What adversarial training gains rises with the share of high frequencies in a corruption");
        Slope(TrainedRegime.LowPass, "What a low-pass filter gains rises with the share of high frequencies in a corruption");
        Slope(TrainedRegime.HighPass, "What a high-pass filter gains falls with the share of high frequencies in a corruption", sign: -1);
        Line(
            _figure.Claim("correlation-gaussian", "What Gaussian noise in training gains goes with the share of high frequencies")
                .By("Pearson's correlation over corruptions of the gain in accuracy with the share").AtLeast(0.5)
                .Published("Fig. 6: points along the line (recalled)"),
            TrainedRegime.Gaussian, 0.25, line => line.Correlation);
    }

    private void Slope(TrainedRegime regime, string statement, int sign = 1)
    {
        ClaimBuilder claim = _figure.Claim($"slope-{StudyText.Kebab(regime)}", statement)
            .By("slope of the least-squares line, over corruptions, of the gain in accuracy against the share of high-frequency energy")
            .Published($"Fig. 6: {(sign > 0 ? "positive" : "negative")} (recalled)");
        Line(sign > 0 ? claim.AtLeast(LeastSlope) : claim.AtMost(-LeastSlope), regime, LeastSlope, line => line.Slope);
    }

    private void Line(ClaimBuilder claim, TrainedRegime regime, double margin, Func<LineFit, double> number) => _figure.Compare(
        claim.Against(
            "the same gains, each with the share of another corruption (mean of 99 permutations)", margin,
            _figure.Seeds.Select(seed => _errors.OfPermuted((TrainedRegime.Natural, seed), (regime, seed), number))),
        regime, margin, (natural, other) => number(_errors.Line(natural, other)));

    private void AutoAugmentHelps() => _table.Compare(
        _table.Claim("autoaugment-helps", "AutoAugment improves the accuracy under almost all corruptions")
            .By("share of the corruptions under which the accuracy is higher than the natural network's").AtLeast(0.8)
            .Published("0.93 (14 of 15, recalled)", 14 / 15.0),
        TrainedRegime.AutoAugment, 0.1, (natural, other) =>
            _errors.Corruptions.Average(corruption => _errors.Gain(natural, other, corruption) > 0 ? 1.0 : 0));

    private void Signs(TrainedRegime regime, string what, double noise, double low)
    {
        string id = StudyText.Kebab(regime);
        _table.Compare(
            _table.Claim($"noise-{id}", $"{what} improves the accuracy under every kind of noise")
                .By("gain in accuracy, the smallest of Gaussian, shot and impulse noise").AtLeast(0.1)
                .Published($"{noise:0.00} (of shot and impulse noise, recalled)", noise),
            regime, 0.05, (natural, other) => Noise.Min(corruption => _errors.Gain(natural, other, corruption)));
        _table.Compare(
            _table.Claim($"fog-and-contrast-{id}", $"{what} lowers the accuracy under fog and under low contrast")
                .By("gain in accuracy, the larger of fog and contrast").AtMost(-0.05).Published($"{low:0.00} (recalled)", low),
            regime, 0.025, (natural, other) => Low.Max(corruption => _errors.Gain(natural, other, corruption)));
    }

    private void Order(string id, TrainedRegime better, TrainedRegime worse, double published)
    {
        IReadOnlyList<long> seeds = _table.Seeds;
        double Difference(long seed, Network first, Network second)
        {
            Network natural = (TrainedRegime.Natural, seed);
            return _errors.MeanCorruptionError(natural, second) - _errors.MeanCorruptionError(natural, first);
        }

        string Name(TrainedRegime regime) => RegimeFindings.Name(regime);
        string worseName = $"{char.ToLowerInvariant(Name(worse)[0])}{Name(worse)[1..]}";
        _table.Claim(id, $"{Name(better)} have a smaller mean corruption error than {worseName}")
            .By("difference of the two mean corruption errors, those of natural training being 100").AtLeast(LeastDifference)
            .Published($"{published:0} (recalled)", published)
            .Against(
                $"two networks of the regime {StudyText.Kebab(worse)}", LeastDifference / 2,
                seeds.Select((seed, n) => Difference(seed, (worse, seeds[(n + 1) % seeds.Count]), (worse, seed))))
            .PerSeed(seeds.Select(seed => Difference(seed, (better, seed), (worse, seed))));
    }
}
