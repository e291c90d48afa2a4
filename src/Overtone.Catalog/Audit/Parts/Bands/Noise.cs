using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

internal sealed partial record AuditOptions
{
    [Option("l2 norm of band-limited noise, for pixels in [0, 1]; auto: twice the heat map's norm", Above = 0, Unset = "auto",
        Group = BandSweep.Title)]
    public double? NoiseNorm { get; init; }
}

/// <summary>Measures errors under band-limited noise.</summary>
internal sealed record NoiseTrial(AuditSubject Subject, BandShape Shape, int[] Bandwidths, double Norm, NormMode NormMode)
    : SubjectTrial(Subject)
{
    public override string Label => $"{StudyText.Kebab(Shape)} noise";
}

/// <summary>
/// Which noise breaks a model: errors under Gaussian noise that is limited to a band.
/// Source: 1906.08988, Fig. 5.
/// </summary>
internal sealed class Noise : AuditPart
{
    private const int FactorOfHeatMap = 2;

    public override string Heading => BandSweep.Title;

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<NoiseTrial>("noise", Measure)];

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit) => new[] { BandShape.SquareLowPass, BandShape.SquareHighPass }
        .Select(shape => new NoiseTrial(
            audit.Subject, shape, BandSweep.BandwidthsOf(audit, shape), NormOf(audit), audit.Options.NormMode));

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        IReadOnlyList<BandAnswer> answers = to.Tables[BandAnswer.UnderNoise].As<BandAnswer>();
        BandScore[] scores = [.. BandSweep.Scores(answers)];
        to.AddTo(BandScore.Noise, scores);
        to.AddTo(BandScore.NoiseSquares, scores);
        to.Figure(
            "band-limited-noise", "Which noise breaks the model",
            FormattableString.Invariant($"Errors under Gaussian noise of l2 norm {NormOf(audit):0.###} ")
                + $"({(audit.Options.NormMode == NormMode.PerChannel ? "each channel" : "all channels together")}), not clipped, "
                + "limited to a square of B×B frequencies around zero (low-pass) or around the highest frequency (high-pass). One draw an "
                + "image, the same white noise behind every band.",
            BandSweep.Plot(BandScore.NoiseSquares, "bandwidth B").Y(r => r.Error, "error rate", min: 0, max: 1)
                .Line(CleanError.Of(to.Tables), "clean"));
        int[] sides = BandSweep.BandwidthsOf(audit, BandShape.SquareLowPass);
        int bandwidth = sides[Math.Min(1, sides.Length - 1)];
        Estimates(BandShape.SquareLowPass, "low_frequency_noise_error", "lowest");
        Estimates(BandShape.SquareHighPass, "high_frequency_noise_error", "highest");

        void Estimates(BandShape shape, string name, string where)
        {
            double error = scores.Single(r => r.Shape == shape && r.Bandwidth == bandwidth).Error;
            WilsonInterval interval = audit.Size.IntervalOf(error);
            string what =
                $"Under noise of norm {StudyText.Number(NormOf(audit))} in the {where} {bandwidth}×{bandwidth} frequencies";
            to.Estimate(new Estimate
            {
                Name = name,
                Value = error,
                Low = interval.Low,
                High = interval.High,
                Statement = $"{what} it misclassifies {StudyText.Percent(error, interval.Low, interval.High)} of the images.",
            });
            var clean = to.Rows<CleanAnswer>().ToDictionary(r => r.Image, r => r.IsRight ? 1 : 0);
            double[] more = [.. answers.Where(r => r.Shape == shape && r.Bandwidth == bandwidth)
                .Select(r => (double)(clean[r.Image] - (r.Correct ? 1 : 0)))];
            (double mean, double lower, double upper) = BootstrapInterval.OfMean(more);
            to.Estimate(HeatMapEstimates.AboveClean(name, what, new ErrorInterval(mean, lower, upper)));
        }
    }

    private static void Measure(NoiseTrial trial, OpenSubject subject, Recorder to) => to.AddTo(
        BandAnswer.UnderNoise,
        BandSweep.Answers(trial.Shape, trial.Bandwidths, subject, to, filter =>
        {
            var noise = new BandLimitedNoise(filter, trial.Norm, trial.NormMode, trial.Subject.Seed);
            return (pixels, first) => pixels + noise
                .Of(first, (int)pixels.shape[0], (int)pixels.shape[1], (int)pixels.shape[2], (int)pixels.shape[3]).to(pixels.device);
        }));

    private static double NormOf(AuditSetting audit) => audit.Options.NoiseNorm
        ?? FactorOfHeatMap * HeatMapScale.Of(audit).Norm;
}
