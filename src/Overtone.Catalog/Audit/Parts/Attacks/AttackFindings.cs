using System.Globalization;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit concludes from attacks.</summary>
internal sealed class AttackFindings(ModelSize size, Conclusion to)
{
    private readonly IReadOnlyList<AttackAnswer> _answers = to.Rows<AttackAnswer>();

    public void Conclude()
    {
        if (_answers.Count > 0)
            to.Add(Rates());
        foreach (IGrouping<string, AttackAnswer> norm in _answers.GroupBy(r => r.Norm))
        {
            AttackAnswer[] rows = [.. norm];
            to.Estimate(GradientCoverage.ReasonAgainst(rows) is { } reason
                ? Estimate.NotMeasured(NameOf(norm.Key), reason)
                : Robust(norm.Key, rows));
        }

        foreach (MissingGradient missing in AttacksWithoutAnswers())
            to.Estimate(Estimate.NotMeasured(NameOf(missing.Norm), missing.Reason));
        foreach (MissingGradient missing in to.Rows<MissingGradient>().Where(r => r.Part != GradientMap.Map))
            to.NotMeasured(new NotMeasured(missing.Part, missing.Reason));
        if (!to.Tables.Contains<ChangeRing>())
            return;
        Rings();
        Planes();
    }

    private static string NameOf(string norm) => $"accuracy_under_{norm}_attack";

    // Attacks on a model without any gradient have no answers. One row a norm.
    private IEnumerable<MissingGradient> AttacksWithoutAnswers()
    {
        HashSet<string> answered = [.. _answers.Select(r => r.Norm)];
        return to.Rows<MissingGradient>().Where(r => r.Norm.Length > 0 && !answered.Contains(r.Norm)).DistinctBy(r => r.Norm);
    }

    // Per image the worst of all attacks of a norm; never the worst attack's mean.
    private static Estimate Robust(string norm, AttackAnswer[] rows)
    {
        bool[] images = [.. rows.GroupBy(r => r.Image, (_, image) => image.Any(r => r.Broken))];
        int standing = images.Count(isBroken => !isBroken);
        var interval = WilsonInterval.Of(standing, images.Length);
        int broken = rows.Count(r => r.Broken), lost = rows.Count(r => r.Broken && !r.WrongAfterRounding);
        double accuracy = (double)standing / images.Length;
        string attacks = string.Join(", ", rows.Select(r => r.Attack).Distinct());
        int untried = GradientCoverage.Untried(rows);
        return new Estimate
        {
            Name = NameOf(norm),
            Value = accuracy,
            Low = interval.Low,
            High = interval.High,
            Statement = $"Of {images.Length} images, {StudyText.Percent(accuracy)} are still classified correctly after attacks of "
                + $"{norm} norm {Number(rows[0].Epsilon)} (the worst of {attacks} for each image): an upper bound on the accuracy "
                + $"under stronger attacks. Rounding to 8 bits undoes {lost} of {broken} successful attacks."
                + (untried > 0 ? $" {untried} of them could not be attacked because they have no gradient." : ""),
            Advice = accuracy < 0.2
                ? "This is normal for a model trained without attacks. If inputs may be adversarial, use adversarial training; a "
                    + "frequency defence alone does not stop an attacker who knows about it."
                : "",
        };
    }

    private IEnumerable<AttackRate> Rates() => _answers
        .GroupBy(r => r.Attack)
        .Where(attack => GradientCoverage.ReasonAgainst(attack) is null)
        .Select(attack => new AttackRate(
            attack.Key, attack.First().Epsilon, attack.Count(), 1 - attack.Average(r => r.WasWrong ? 1 : 0),
            1 - attack.Average(r => r.Broken ? 1 : 0), 1 - attack.Average(r => r.WrongAfterRounding ? 1 : 0),
            attack.Average(r => r.Distance), attack.Average(r => r.Margin)));

    private void Rings() => to.Figure(
        "attack-spectra", "At which frequencies attacks change images",
        "Energy per frequency on rings around zero frequency, scaled so that each image's mean over all frequencies is 1 (white "
            + "noise is 1 everywhere); means over images and channels. Steps along the sign of a gradient (FGSM, PGD in l-infinity) "
            + "are broadband by construction, whatever the gradient is: judge the model by its raw gradient and by PGD in l2. The "
            + "images' own spectrum (mean removed) is shown for comparison.",
        new Plot<ChangeRing>().X(r => r.Radius, "distance from zero (cycles per image)")
            .Y(r => r.RelativeEnergy, "energy per frequency, mean 1", log: true, min: 0.01).By(r => r.Change));

    private void Planes()
    {
        string mask = HighFrequencyMasks.Label(HighFrequencyMask.NyquistSquare, size.Height, size.Width);
        to.Figure(
            "attack-planes", "What attacks change, by frequency",
            "Base-10 logarithm of the mean magnitude of the change's Fourier transform, against its root mean square over all frequencies; "
                + $"zero frequency in the middle. In each title: the share of the change's energy at high frequencies ({mask}).",
            perRow: 4,
            to.Rows<ChangeShare>().Select(share => new HeatMap<ChangeMagnitude>(
                FormattableString.Invariant($"{share.Change}, {100 * share.HighFrequencyNyquistSquare:0}\u00a0%"))
                .Where(r => r.Change, share.Change).X(r => r.FrequencyX, "").Y(r => r.FrequencyY, "")
                .Colour(r => r.Log10Magnitude, "log10 magnitude", min: -1, max: 1).ToPanel()));
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
