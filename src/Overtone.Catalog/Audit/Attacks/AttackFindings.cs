using System.Globalization;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Attacks;

/// <summary>What an audit concludes from attacks.</summary>
internal sealed class AttackFindings(ModelSize size, TableSet tables)
{
    private const int Queries = 2 * AttackPlan.Frequencies;

    private readonly IReadOnlyList<AttackAnswer> _answers = tables.Rows<AttackAnswer>();
    private readonly IReadOnlyList<FourierAttackAnswer> _fourier = tables.Rows<FourierAttackAnswer>();

    public IEnumerable<Table> Tables()
    {
        if (_answers.Count > 0)
            yield return Table.Of(Rates());
        if (_fourier.Count > 0)
            yield return Table.Of(Fourier());
    }

    public IEnumerable<Estimate> Estimates()
    {
        foreach (IGrouping<string, AttackAnswer> norm in _answers.GroupBy(r => r.Norm))
        {
            AttackAnswer[] rows = [.. norm];
            yield return GradientCoverage.ReasonAgainst(rows) is { } reason
                ? Estimate.NotMeasured(NameOf(norm.Key), reason)
                : Robust(norm.Key, rows);
        }

        foreach (MissingGradient missing in AttacksWithoutAnswers())
            yield return Estimate.NotMeasured(NameOf(missing.Norm), missing.Reason);

        if (_fourier.Count > 0)
            yield return FourierSuccess();
    }

    public IEnumerable<Figure> Figures()
    {
        if (tables.Contains<ChangeRing>())
        {
            yield return Rings();
            yield return Planes();
        }

        if (_fourier.Count > 0)
            yield return FourierFigure();
    }

    private static string NameOf(string norm) => $"accuracy_under_{norm}_attack";

    // Attacks on a model without any gradient have no answers. One row a norm.
    private IEnumerable<MissingGradient> AttacksWithoutAnswers()
    {
        HashSet<string> answered = [.. _answers.Select(r => r.Norm)];
        return tables.Rows<MissingGradient>().Where(r => r.Norm.Length > 0 && !answered.Contains(r.Norm)).DistinctBy(r => r.Norm);
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
            Statement = $"Of {images.Length} images, {StudyText.Percent(accuracy)} are still classified rightly after attacks of {norm} "
                + $"norm {Number(rows[0].Epsilon)} ({attacks}; each image's worst): an upper bound on what stronger attacks leave. "
                + $"Rounding to 8 bits undoes {lost} of {broken} successes."
                + (untried > 0 ? $" {untried} of them stand untried: there was no gradient." : ""),
            Advice = accuracy < 0.2
                ? "A model trained without attacks breaks like this. Where inputs can be hostile, train adversarially; a frequency "
                    + "defence alone does not stop an attacker who knows of it."
                : "",
        };
    }

    private Estimate FourierSuccess()
    {
        FourierAttackRate[] best = [.. Fourier().Where(r => r.Attack.StartsWith("best", StringComparison.Ordinal))];
        if (best.Length == 0)
            return Estimate.NotMeasured("fourier_attack_success", "no attacked image is right as it is, so a wave has nothing to break");
        FourierAttackRate row = best.MaxBy(r => r.Norm)!;
        return new Estimate
        {
            Name = "fourier_attack_success",
            Value = row.SuccessRate,
            Statement = $"At norm {Number(row.Norm)} one wave out of {row.Attack["best of ".Length..]} breaks "
                + $"{StudyText.Percent(row.SuccessRate)} of the images that are classified rightly, without looking into the model.",
            Advice = row.SuccessRate > 0.5
                ? "Anyone can find such waves with a few dozen queries; noise augmentation widens the range of withstood frequencies."
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

    // Among the images that are right as they are.
    private IEnumerable<FourierAttackRate> Fourier()
    {
        foreach (IGrouping<double, FourierAttackAnswer> norm in _fourier.GroupBy(r => r.Norm))
        {
            FourierAttackAnswer[] right = [.. norm.Where(r => r.Queries != 0)];
            if (right.Length == 0)
                continue;
            yield return Rate($"best of {Queries} queries", right, int.MaxValue);
            yield return Rate("first frequency, either sign", right, 2);
        }

        static FourierAttackRate Rate(string attack, FourierAttackAnswer[] right, int queries)
        {
            FourierAttackAnswer[] broken = [.. right.Where(r => r.Queries > 0 && r.Queries <= queries)];
            double rate = (double)broken.Length / right.Length;
            return new FourierAttackRate(
                attack, right[0].Norm, rate, StandardError.OfShare(rate, right.Length), right.Length,
                broken.Length > 0 ? broken.Average(r => r.Queries) : double.NaN, right[0].FirstFrequency);
        }
    }

    private static Figure Rings() => new()
    {
        Id = "attack-spectra",
        Title = "At which frequencies attacks change images",
        Caption = "Energy per frequency on rings of equal distance from zero frequency, each image's mean over all frequencies being 1, so "
            + "that white noise is 1 everywhere; means over images and channels. Steps along the sign of a gradient (FGSM, PGD in "
            + "l-infinity) are broadband by construction, whatever the gradient is: judge the model by its raw gradient and by PGD in l2. "
            + "The images' own spectrum (mean removed) stands beside.",
        Panels =
        [
            new Plot<ChangeRing>().X(r => r.Radius, "distance from zero (cycles per image)")
                .Y(r => r.RelativeEnergy, "energy per frequency, mean 1", log: true, min: 0.01).By(r => r.Change),
        ],
    };

    private Figure Planes()
    {
        string mask = HighFrequencyMasks.Label(HighFrequencyMask.NyquistSquare, size.Height, size.Width);
        return new Figure
        {
            Id = "attack-planes",
            Title = "What attacks change, by frequency",
            Caption = "Base-10 logarithm of the mean magnitude of the change's Fourier transform, against its root mean square over all "
                + "frequencies; zero frequency in the middle. In each title: the share of the change's energy at high frequencies "
                + $"({mask}).",
            PanelsPerRow = 4,
            Panels = [.. tables.Rows<ChangeShare>().Select(share => new HeatMap<ChangeMagnitude>(
                FormattableString.Invariant($"{share.Change}, {100 * share.HighFrequencyNyquistSquare:0}\u00a0%"))
                .Where(r => r.Change, share.Change).X(r => r.FrequencyX, "").Y(r => r.FrequencyY, "")
                .Colour(r => r.Log10Magnitude, "log10 magnitude", min: -1, max: 1).ToPanel())],
        };
    }

    private static Figure FourierFigure() => new()
    {
        Id = "fourier-attack",
        Title = "Black-box attack with single waves",
        Caption = "Share of rightly classified images that one Fourier basis image breaks, with either sign, against its l2 norm "
            + "(measured as the heat map's). The frequencies are the most harmful ones of the sample's first quarter; the other images are "
            + "attacked, with predictions as the only knowledge of the model.",
        Panels =
        [
            new Plot<FourierAttackRate>().X(r => r.Norm, "l2 norm of the wave").Y(r => r.SuccessRate, "success rate", min: 0, max: 1)
                .By(r => r.Attack).LinesAndPoints(),
        ],
    };

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
