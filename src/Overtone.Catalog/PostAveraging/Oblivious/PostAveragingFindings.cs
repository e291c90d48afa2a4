using Overtone.Studies.Findings;
using static Overtone.Catalog.PostAveraging.Oblivious.PostAveragingStudy;

namespace Overtone.Catalog.PostAveraging.Oblivious;

/// <summary>What <see cref="PostAveragingStudy"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class PostAveragingFindings(PostAveragingOptions options, Conclusion to)
{
    private readonly IReadOnlyList<CleanRow> _clean = to.Rows<CleanRow>();
    private readonly IReadOnlyList<RateRow> _rates = to.Rows<RateRow>();

    public void Conclude()
    {
        if (AveragingFindings.Introduce(to, _clean.Where(r => r.Factor == 0).Select(r => (r.Kind, r.Seed, r.Accuracy, r.Classes))))
        {
            foreach (ObliviousAttack attack in Enum.GetValues<ObliviousAttack>())
                DefenceRate(attack);
            CleanLoss();
        }

        foreach (ObliviousAttack attack in Enum.GetValues<ObliviousAttack>())
            Estimates(attack);
        Figures();
        double radius = _clean.First(r => r.Factor == 1).Radius;
        to.Note($"R is {radius:0.###} for pixels in [0, 1], K is {options.Directions}, ε is {options.Epsilon:0.####} in ℓ∞. An example "
            + "counts if the undefended network gets it wrong and it lies within ε, also for DeepFool and Carlini-Wagner, which lower "
            + "another norm: that is the published count.");
        to.Note("None of the attacks knows of the defence, and all stop a hair beyond the undefended network's boundary. What an attack "
            + "through the average leaves is the affair of the study post-averaging-adaptive.");
    }

    private void DefenceRate(ObliviousAttack attack)
    {
        string name = ObliviousAttacks.Name(attack);
        to.Claim(
                $"defence-rate-{StudyText.Kebab(attack)}",
                $"Post-averaging gives the right answer on nine of ten adversarial examples by {name}, and it is the defence that does")
            .By("share of the undefended network's adversarial examples that the averaged one gets right").AtLeast(0.9)
            .Published("> 0.95 over all attacks (seen in the abstract)", 0.95)
            .Against("a linear classifier, which averaging cannot defend", 0.1, PerSeed(AveragedKind.Linear, attack))
            .PerSeed(PerSeed(AveragedKind.Network, attack));
    }

    private void CleanLoss() => to.Claim("clean-loss", "Post-averaging costs at most one point of clean accuracy, because it averages")
        .By("clean accuracy of the network less that of the averaged one").AtMost(0.01)
        .Published("< 0.01 (seen in the abstract)")
        .Against("one random point at distance R in the place of the average", 0.01, Losses(r => r.OnePoint))
        .PerSeed(Losses(r => r.Accuracy));

    private IEnumerable<double> Losses(Func<CleanRow, double> accuracy) =>
        _clean.Where(r => r.Kind == AveragedKind.Network && r.Factor == 1).OrderBy(r => r.Seed).Select(row =>
            _clean.First(r => r.Kind == row.Kind && r.Seed == row.Seed && r.Factor == 0).Accuracy - accuracy(row));

    private IEnumerable<double> PerSeed(AveragedKind kind, ObliviousAttack attack) =>
        _rates.Where(r => r.Kind == kind && r.Attack == attack && r.Factor == 1).OrderBy(r => r.Seed).Select(r => r.Rate);

    private void Estimates(ObliviousAttack attack)
    {
        string name = ObliviousAttacks.Name(attack), id = StudyText.Kebab(attack);
        foreach (AveragedKind kind in Enum.GetValues<AveragedKind>())
        {
            RateRow[] rows = [.. _rates.Where(r => r.Kind == kind && r.Attack == attack && r.Factor == 1)];
            to.Estimate(MeanEstimate.Of(
                $"attacked_accuracy.{id}.{StudyText.Kebab(kind)}", [.. rows.Select(r => r.AttackedAccuracy)],
                mean => $"{AveragingFindings.Name(kind)} answer {StudyText.Percent(mean)} of the images correctly once averaged, with the "
                    + $"points of {name} in the place of the {rows.Sum(r => r.Counted)} images that it broke without the defence: the "
                    + "published kind of accuracy under attack. Without averaging it is "
                    + $"{StudyText.Percent(rows.Average(r => r.UndefendedAccuracy))}."));
        }
    }

    private void Figures()
    {
        to.Figure(
            "rates", "Defence rates",
            "Share of the undefended network's adversarial examples within ε that the averaged network gets right; mean over seeds with "
                + "the range. The dashed line is the threshold of the claims.",
            new Bars<RateRow>("at R").Where(r => r.Factor, 1.0).Each(r => r.Attack).By(r => r.Kind)
                .Y(r => r.Rate, "defence rate", min: 0, max: 1).Line(0.9, "claimed"),
            new Plot<CleanRow>("clean images").X(r => r.Factor, "radius (R)", min: 0).Y(r => r.Accuracy, "accuracy", max: 1)
                .By(r => r.Kind).MeanOver(r => r.Seed).LinesAndPoints());
        if (options.RadiusFactors.Length < 2)
            return;
        to.Figure(
            "radii", "Defence rates against the radius", "Mean over seeds with the range.", perRow: 2,
            from attack in Enum.GetValues<ObliviousAttack>()
            select new Plot<RateRow>(ObliviousAttacks.Name(attack)).Where(r => r.Attack, attack).X(r => r.Factor, "radius (R)", min: 0)
                .Y(r => r.Rate, "defence rate", min: 0, max: 1).By(r => r.Kind).MeanOver(r => r.Seed).LinesAndPoints().ToPanel());
    }
}
