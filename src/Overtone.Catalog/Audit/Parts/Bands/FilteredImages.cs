using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>Measures accuracy and confidence on filtered images.</summary>
internal sealed record BandsTrial(AuditSubject Subject, BandShape Shape, int[] Bandwidths) : SubjectTrial(Subject)
{
    public override string Label => $"{StudyText.Kebab(Shape)} images";
}

/// <summary>
/// The share of images that are classified correctly as they are, wrongly without their high frequencies, and rightly from the high
/// frequencies alone (1905.13545, Fig. 2); beside it the share that chance gives when the last two are independent, given the first.
/// </summary>
[Table("flips")]
internal sealed record RadiusFlips(
    [Unit(CellRow.Unit)] int Radius, double FlipRate, double FlipRateByChance, double StandardError, int Images)
{
    /// <summary>The images that are right from high frequencies alone and wrong without them, for each radius.</summary>
    public static IEnumerable<RadiusFlips> Of(IReadOnlyCollection<CleanAnswer> clean, IEnumerable<BandAnswer> answers)
    {
        HashSet<int> right = [.. clean.Where(r => r.IsRight).Select(r => r.Image)];
        return answers.Where(r => !BandSweep.IsSquare(r.Shape)).GroupBy(r => r.Bandwidth).Select(radius =>
        {
            HashSet<int> Where(BandShape shape, bool correct) =>
                [.. radius.Where(r => r.Shape == shape && r.Correct == correct).Select(r => r.Image).Where(right.Contains)];
            HashSet<int> lowWrong = Where(BandShape.RadialLowPass, false), highRight = Where(BandShape.RadialHighPass, true);
            double rate = (double)lowWrong.Intersect(highRight).Count() / clean.Count;
            double chance = right.Count == 0 ? 0 : (double)lowWrong.Count * highRight.Count / right.Count / clean.Count;
            return new RadiusFlips(radius.Key, rate, chance, Overtone.StandardError.OfShare(rate, clean.Count), clean.Count);
        });
    }
}

/// <summary>One of these shares, as figures draw it.</summary>
[Table("flip_rates")]
internal sealed record FlipCurve(string Kind, [Unit(CellRow.Unit)] int Radius, double Rate);

/// <summary>
/// Which frequencies a model needs: answers to images of which a band is kept.
/// Source: 1906.08988, Fig. 1; 1905.13545, Fig. 2.
/// </summary>
internal sealed class FilteredImages : AuditPart
{
    private const double NeededShare = 0.9;
    private const string BandwidthNeeded = "bandwidth_needed", Unit = "cycles per image";

    public override string Heading => BandSweep.Title;

    public override IReadOnlyList<AuditTrialKind> Trials =>
    [
        Kind<BandsTrial>("bands", (trial, subject, to) => to.Add(BandSweep.Answers(
            trial.Shape, trial.Bandwidths, subject, to, filter => (pixels, _) => filter.Apply(pixels)))),
    ];

    public override void Require(AuditOptions options, RunEnvironment environment) => BandSweep.Require(options);

    public override void Require(AuditSetting audit) => BandSweep.BandwidthsOf(audit, BandShape.SquareLowPass);

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit) => Enum.GetValues<BandShape>()
        .Select(shape => new BandsTrial(audit.Subject, shape, BandSweep.BandwidthsOf(audit, shape)));

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        BandScore[] scores = [.. BandSweep.Scores(to.Rows<BandAnswer>())];
        RadiusFlips[] flips = [.. RadiusFlips.Of(to.Rows<CleanAnswer>(), to.Rows<BandAnswer>())];
        to.Estimate(CleanError.IsNearChance(to.Tables)
            ? Estimate.NotMeasured(BandwidthNeeded, "the model does no better than guessing, so there is no accuracy to keep", Unit)
            : Bandwidth(audit.Size, to.Rows<BandAnswer>(), to.Rows<CleanAnswer>()));
        to.Estimate(Flips(audit.Size, flips));
        to.Add(scores);
        to.AddTo(BandScore.Squares, scores.Where(r => BandSweep.IsSquare(r.Shape)));
        to.AddTo(BandScore.Discs, scores.Where(r => !BandSweep.IsSquare(r.Shape)));
        to.Add(flips);
        to.Add(flips.SelectMany(r => new FlipCurve[]
        {
            new("measured", r.Radius, r.FlipRate), new("by chance", r.Radius, r.FlipRateByChance),
        }));
        to.Figure(
            "filtered-images", "Which frequencies the model needs",
            "Accuracy on filtered images. Square low-pass of bandwidth B: a centred square of B×B frequencies is kept; square high-pass: a "
                + "square of B×B around the highest frequency, which is not the complement (1906.08988, as we recall it). Radial: a disc "
                + "of radius r around zero is kept, or what it leaves (1905.13545). Nothing is clipped: high-passed images have negative "
                + "pixels. "
                + "Dashed: the accuracy on unfiltered images.",
            Accuracy(BandScore.Squares, "bandwidth B", "square filters", to), Accuracy(BandScore.Discs, "radius r", "radial filters", to),
            Confidence(BandScore.Squares, "bandwidth B", "square filters"), Confidence(BandScore.Discs, "radius r", "radial filters"));
        to.Figure(
            "flips", "Correct from high frequencies alone, wrong without them",
            "Share of images that are classified correctly as they are, wrongly from frequencies within radius r, and correctly from "
                + "those beyond it (1905.13545, Fig. 2); by chance: the share expected if the last two were independent.",
            new Plot<FlipCurve>().X(r => r.Radius, "radius r (cycles per image)").Y(r => r.Rate, "share of images").By(r => r.Kind)
                .LinesAndPoints());
    }

    private static Panel Accuracy(string table, string bandwidth, string title, Conclusion to) =>
        BandSweep.Plot(table, bandwidth, title).Y(r => r.Accuracy, "accuracy", min: 0, max: 1).Line(1 - CleanError.Of(to.Tables), "clean");

    private static Panel Confidence(string table, string bandwidth, string title) =>
        BandSweep.Plot(table, bandwidth, $"confidence, {title}").Y(r => r.Confidence, "mean confidence", min: 0, max: 1);

    private static Estimate Bandwidth(ModelSize size, IEnumerable<BandAnswer> answers, IEnumerable<CleanAnswer> clean)
    {
        var lowPass = answers.Where(r => r.Shape == BandShape.SquareLowPass).GroupBy(r => r.Bandwidth).OrderBy(r => r.Key).ToArray();
        int[] bandwidths = [.. lowPass.Select(r => r.Key)];
        double[][] images = [.. lowPass.SelectMany(r => r).Select(r => (r.Image, r.Correct))
            .Concat(clean.Select(r => (r.Image, Correct: r.IsRight))).GroupBy(r => r.Image)
            .Select(image => image.Select(r => r.Correct ? 1.0 : 0).ToArray())];
        double needed = First([.. Enumerable.Range(0, images[0].Length).Select(n => images.Average(image => image[n]))]) ?? double.NaN;

        // The whole plane is always enough: where no measured bandwidth is, the interval ends there.
        (_, double low, double high) = BootstrapInterval.OfMeanCurve(images, mean => First(mean) ?? size.Shorter);
        return new Estimate
        {
            Name = BandwidthNeeded,
            Value = needed,
            Low = low,
            High = high,
            Unit = Unit,
            Importance = 1 - ((double.IsNaN(needed) ? 0 : needed) / size.Shorter),
            Statement = double.IsNaN(needed)
                ? $"No measured low-pass filter keeps {StudyText.Percent(NeededShare)} of its clean accuracy: it needs the highest "
                    + "frequencies."
                : $"It keeps {StudyText.Percent(NeededShare)} of its clean accuracy on the {needed}×{needed} lowest frequencies "
                    + $"(95 % interval {low}×{low} to {high}×{high}), out of {size.Height}×{size.Width}.",
            Advice = double.IsNaN(needed)
                ? "Blurred or resized images will hurt its accuracy; train with blurred images as well."
                : "Filtering out the frequencies beyond would cost little accuracy; that is the simplest defence.",
        };

        // From there on, not there alone: accuracy need not rise steadily.
        double? First(double[] accuracies)
        {
            int first = Array.FindLastIndex(accuracies[..^1], accuracy => accuracy < NeededShare * accuracies[^1]) + 1;
            return first < bandwidths.Length ? bandwidths[first] : null;
        }
    }

    private static Estimate Flips(ModelSize size, RadiusFlips[] flips)
    {
        if (flips.MinBy(r => Math.Abs(r.Radius - (size.Shorter / 4.0))) is not { } row)
            return Estimate.NotMeasured("flip_rate", "no radius was asked for");
        WilsonInterval interval = size.IntervalOf(row.FlipRate);
        return new Estimate
        {
            Name = "flip_rate",
            Value = row.FlipRate,
            Low = interval.Low,
            High = interval.High,
            Importance = row.FlipRate - row.FlipRateByChance,
            Statement = $"{StudyText.Percent(row.FlipRate, interval.Low, interval.High)} of the images are classified correctly "
                + $"as they are, wrongly from frequencies up to radius {row.Radius} alone, and correctly from the rest alone; "
                + $"{StudyText.Percent(row.FlipRateByChance)} would be expected by chance.",
        };
    }
}
