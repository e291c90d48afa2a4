using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.PostAveraging.Adaptive.PostAveragingAdaptive;

namespace Overtone.Catalog.PostAveraging.Adaptive;

/// <summary>What <see cref="PostAveragingAdaptive"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class PostAveragingAdaptiveFindings(PostAveragingAdaptiveOptions options, Conclusion to)
{
    private const string Broken = "1912.00049, Table 10";
    private readonly IReadOnlyList<AccuracyRow> _rows = to.Rows<AccuracyRow>();

    private IEnumerable<long> Seeds => _rows.Select(r => r.Seed).Distinct().Order();

    public void Conclude()
    {
        if (AveragingFindings.Introduce(
            to, _rows.Where(r => r.Defence == AveragedDefence.None).Select(r => (r.Kind, r.Seed, r.Clean, r.Classes))))
            Claims();
        foreach (AveragedDefence defence in Enum.GetValues<AveragedDefence>())
            Estimates(defence);
        Certificates();
        Figures();
        double radius = Of(AveragedKind.Network, AveragedDefence.PostAveraging, Seeds.First()).Radius;
        to.Note($"R is {radius:0.###} for pixels in [0, 1], K is {options.Directions}, ε is {options.Epsilon:0.####} in ℓ∞. Images are "
            + $"judged on up to {options.FreshDraws} fresh draws of the defence, and the share of draws with the right answer is averaged; "
            + "image by image the worst attack counts.");
    }

    private void Claims()
    {
        to.Claim("oblivious-gain", "Post-averaging raises accuracy under attacks of fixed ε that do not know of it")
            .By("accuracy on points made without the defence, averaged less undefended").AtLeast(0.1)
            .Against("a linear classifier, averaged", 0.05, Gains(AveragedKind.Linear, r => r.Transfer))
            .PerSeed(Gains(AveragedKind.Network, r => r.Transfer));
        to.Claim("adaptive-gain", "Post-averaging raises accuracy under the worst attack that knows of it")
            .By("accuracy under the worst attack of each image, averaged less undefended").AtLeast(0.1)
            .Published("0.158 (CIFAR-10) and 0.004 (ImageNet) left under Square (seen); undefended not reported")
            .Against("a linear classifier, averaged", 0.05, Gains(AveragedKind.Linear, r => r.Worst))
            .PerSeed(Gains(AveragedKind.Network, r => r.Worst));
        to.Claim("collapse", "Most of the accuracy that the published protocol reports is gone under attacks that know of the defence")
            .From(Broken)
            .By("accuracy as published, on the nearest points made without the defence, less that under the worst attack of each image")
            .AtLeast(0.5).Published("0.726: from 0.884 to 0.158 on CIFAR-10 (seen)", 0.726)
            .Against("random noise up to ε in the place of the attacks", 0.3, PerSeed(r => r.Reported - r.Noise))
            .PerSeed(PerSeed(r => r.Reported - r.Worst));
    }

    private AccuracyRow Of(AveragedKind kind, AveragedDefence defence, long seed) => _rows.Single(r =>
        r.Kind == kind && r.Defence == defence && r.Seed == seed && r.Factor is 0 or 1
        && (defence == AveragedDefence.None || (r.Factor == 1 && r.Directions == options.Directions)));

    private IEnumerable<double> PerSeed(Func<AccuracyRow, double> statistic) =>
        Seeds.Select(seed => statistic(Of(AveragedKind.Network, AveragedDefence.PostAveraging, seed)));

    private IEnumerable<double> Gains(AveragedKind kind, Func<AccuracyRow, double> accuracy) => Seeds.Select(seed =>
        accuracy(Of(kind, AveragedDefence.PostAveraging, seed)) - accuracy(Of(kind, AveragedDefence.None, seed)));

    private void Estimates(AveragedDefence defence)
    {
        AccuracyRow[] rows = [.. Seeds.Select(seed => Of(AveragedKind.Network, defence, seed))];
        to.Estimate(MeanEstimate.Of(
            $"worst_accuracy.{StudyText.Kebab(defence)}", [.. rows.Select(r => r.Worst)],
            mean => $"{Name(defence)}: {StudyText.Percent(mean)} of the images are not broken by gradients, by points made without the "
                + $"defence, or by Square; gradients alone leave {StudyText.Percent(rows.Average(r => r.Gradient))}, and Square broke "
                + $"{rows.Sum(r => r.BrokenByScores)} of the {rows.Sum(r => r.Asked)} that still stood. Points made without the defence "
                + $"leave {StudyText.Percent(rows.Average(r => r.Transfer))}, the published protocol "
                + $"{StudyText.Percent(rows.Average(r => r.Reported))}, clean images {StudyText.Percent(rows.Average(r => r.Clean))}."));
    }

    private void Certificates()
    {
        IReadOnlyList<CertificateRow> rows = to.Rows<CertificateRow>();
        to.Estimate(MeanEstimate.Of(
            "certified_share", [.. rows.Select(r => r.CertifiedShare)],
            mean => $"Randomised smoothing with σ {rows[0].Deviation:0.####} proves {StudyText.Percent(mean)} of the answers right within "
                + $"some radius in ℓ2, in the median {rows.Average(r => r.MedianRadius):0.###}."));
    }

    private void Figures()
    {
        to.Add(_rows.Where(r => r.Defence == AveragedDefence.None || (r.Factor == 1 && r.Directions == options.Directions))
            .SelectMany(Each));
        to.Figure(
            "accuracies", "What each attack leaves",
            "Accuracy, mean over seeds with the range: on images as they are, as the published protocol reports it, on points made without "
                + "the defence, under gradients through it, and under the worst attack of each image.", perRow: 2,
            from kind in Enum.GetValues<AveragedKind>()
            select (Panel)new Bars<LeftRow>(AveragingFindings.Name(kind)).Where(r => r.Kind, kind).Each(r => r.Attack).By(r => r.Defence)
                .Y(r => r.Accuracy, "accuracy", min: 0, max: 1).ToPanel());
        if (options.OtherRadii.Length == 0)
            return;
        to.Add(_rows.Where(r => r.Kind == AveragedKind.Network && r.Defence != AveragedDefence.Smoothing
            && (r.Factor == 0 || r.Directions == options.Directions)).SelectMany(r => Each(r).Where(left => left.Attack != "worst")
            .Select(left => new RadiusRow(r.Seed, r.Factor, left.Attack, left.Accuracy))));
        to.Figure(
            "radii", "Accuracy against the radius", "Mean over seeds with the range; zero is the undefended network.",
            new Plot<RadiusRow>().X(r => r.Factor, "radius (R)", min: 0).Y(r => r.Accuracy, "accuracy", min: 0, max: 1).By(r => r.Attack)
                .MeanOver(r => r.Seed).LinesAndPoints());
    }

    private static IEnumerable<LeftRow> Each(AccuracyRow row) =>
    [
        new LeftRow(row.Kind, row.Seed, row.Defence, "clean", row.Clean),
        new LeftRow(row.Kind, row.Seed, row.Defence, "as published", row.Reported),
        new LeftRow(row.Kind, row.Seed, row.Defence, "transfer", row.Transfer),
        new LeftRow(row.Kind, row.Seed, row.Defence, "gradients", row.Gradient),
        new LeftRow(row.Kind, row.Seed, row.Defence, "worst", row.Worst),
    ];

    private static string Name(AveragedDefence defence) => defence switch
    {
        AveragedDefence.None => "Without a defence",
        AveragedDefence.PostAveraging => "With post-averaging",
        _ => "With randomised smoothing at the same cost",
    };

    [Table("left")]
    private sealed record LeftRow(AveragedKind Kind, long Seed, AveragedDefence Defence, string Attack, double Accuracy);

    [Table("radii")]
    private sealed record RadiusRow(long Seed, double Factor, string Attack, double Accuracy);
}
