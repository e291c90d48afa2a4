using System.Globalization;
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
        ChangeFigures.Rings(to);
        ChangeFigures.Planes(size, to);
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
            Importance = (1 - accuracy - rows.DistinctBy(r => r.Image).Average(r => r.WasWrong ? 1 : 0)) / 2,
            Statement = $"Of {images.Length} images, {StudyText.Percent(accuracy, interval.Low, interval.High)} are still classified "
                + $"correctly after attacks of {norm} norm {Number(rows[0].Epsilon)} (the worst of {attacks} for each image): an upper "
                + $"bound on the accuracy under stronger attacks. Rounding to 8 bits undoes {lost} of {broken} successful attacks."
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

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
