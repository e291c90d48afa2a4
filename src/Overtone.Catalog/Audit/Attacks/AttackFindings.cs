using System.Globalization;
using Overtone.Catalog.Audit.Corruptions;
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
    private const string Attacks = "attacks", FourierRates = "fourier_attack";

    private static readonly Axis Change = new("relative_energy", "energy per frequency, mean 1", Logarithmic: true, Minimum: 0.01);

    private bool HasGradient => tables.Contains(AttackMeasurement.Answers);

    private bool HasFourier => tables.Contains(AttackMeasurement.FourierAnswers);

    /// <summary>The derived tables.</summary>
    public IEnumerable<Table> Tables() =>
        [.. HasGradient ? [Rates()] : Array.Empty<Table>(), .. HasFourier ? [Fourier()] : Array.Empty<Table>()];

    /// <summary>The numbers of the summary.</summary>
    public IEnumerable<Estimate> Estimates()
    {
        foreach (IGrouping<string, Row> norm in AnswersOf(tables).GroupBy(r => r.Text("norm")))
        {
            Row[] rows = [.. norm];
            yield return GradientCoverage.ReasonAgainst(rows) is { } reason
                ? Estimate.NotMeasured(NameOf(norm.Key), reason)
                : Robust(norm.Key, rows);
        }

        foreach (Row missing in AttacksWithoutAnswers())
            yield return Estimate.NotMeasured(NameOf(missing.Text("norm")), missing.Text("reason"));

        if (HasFourier)
            yield return FourierSuccess();
    }

    /// <summary>The figures.</summary>
    public IEnumerable<Figure> Figures()
    {
        if (tables.Contains(ChangeSpectrum.Rings))
        {
            yield return Rings();
            yield return Planes();
        }

        if (HasFourier)
            yield return FourierFigure();
    }

    private static string NameOf(string norm) => $"accuracy_under_{norm}_attack";

    private static IEnumerable<Row> AnswersOf(TableSet tables) =>
        tables.Contains(AttackMeasurement.Answers) ? tables[AttackMeasurement.Answers].Rows : [];

    // Attacks on a model without any gradient have no answers. One row a norm.
    private IEnumerable<Row> AttacksWithoutAnswers()
    {
        HashSet<string> answered = [.. AnswersOf(tables).Select(r => r.Text("norm"))];
        return GradientCoverage.MissingOf(tables)
            .Where(r => r.Text("norm").Length > 0 && !answered.Contains(r.Text("norm")))
            .DistinctBy(r => r.Text("norm"));
    }

    // Per image the worst of all attacks of a norm; never the worst attack's mean.
    private static Estimate Robust(string norm, IReadOnlyList<Row> rows)
    {
        var images = rows.GroupBy(r => r.Integer("image")).Select(image => image.Any(r => r.Integer("broken") == 1)).ToArray();
        int standing = images.Count(isBroken => !isBroken);
        var interval = WilsonInterval.Of(standing, images.Length);
        int broken = rows.Count(r => r.Integer("broken") == 1), lost = rows.Count(r => r.Integer("broken") == 1 && r.Integer("wrong_after_rounding") == 0);
        double epsilon = rows[0].Number("epsilon"), accuracy = (double)standing / images.Length;
        string attacks = string.Join(", ", rows.Select(r => r.Text("attack")).Distinct());
        int untried = GradientCoverage.Untried(rows);
        return new Estimate
        {
            Name = NameOf(norm),
            Value = accuracy,
            Low = interval.Low,
            High = interval.High,
            Statement = $"Of {images.Length} images, {StudyText.Percent(accuracy)} are still classified rightly after attacks of {norm} norm {Number(epsilon)} ({attacks}; each image's worst): an upper bound on what stronger attacks leave. "
                + $"Rounding to 8 bits undoes {lost} of {broken} successes."
                + (untried > 0 ? $" {untried} of them stand untried: there was no gradient." : ""),
            Advice = accuracy < 0.2 ? "A model trained without attacks breaks like this. Where inputs can be hostile, train adversarially; a frequency defence alone does not stop an attacker who knows of it." : "",
        };
    }

    private Estimate FourierSuccess()
    {
        Row[] best = [.. Fourier().Rows.Where(r => r.Text("attack").StartsWith("best", StringComparison.Ordinal))];
        if (best.Length == 0)
            return Estimate.NotMeasured("fourier_attack_success", "no attacked image is right as it is, so a wave has nothing to break");
        Row row = best.MaxBy(r => r.Number("norm"));
        return new Estimate
        {
            Name = "fourier_attack_success",
            Value = row.Number("success_rate"),
            Statement = $"At norm {Number(row.Number("norm"))} one wave out of {row.Text("attack")["best of ".Length..]} breaks {StudyText.Percent(row.Number("success_rate"))} of the images that are classified rightly, without looking into the model.",
            Advice = row.Number("success_rate") > 0.5
                ? "Anyone can find such waves with a few dozen queries; noise augmentation widens the range of withstood frequencies."
                : "",
        };
    }

    private Table Rates()
    {
        var rows = new TableBuilder(
            Attacks,
            Column.Text("attack"), Column.Number("epsilon"), Column.Integer("images"), Column.Number("clean_accuracy"), Column.Number("accuracy"), Column.Number("accuracy_after_rounding"), Column.Number("mean_distance"), Column.Number("mean_margin", "logits"));
        foreach (IGrouping<string, Row> attack in tables[AttackMeasurement.Answers].Rows.GroupBy(r => r.Text("attack")))
        {
            if (GradientCoverage.ReasonAgainst(attack) is not null)
                continue;
            rows.Add(
                attack.Key, attack.First().Number("epsilon"), attack.Count(), 1 - attack.Average(r => r.Integer("was_wrong")), 1 - attack.Average(r => r.Integer("broken")),
                1 - attack.Average(r => r.Integer("wrong_after_rounding")), attack.Average(r => r.Number("distance")), attack.Average(r => r.Number("margin")));
        }

        return rows.Build();
    }

    // Among the images that are right as they are.
    private Table Fourier()
    {
        var rows = new TableBuilder(
            FourierRates, Column.Text("attack"), Column.Number("norm"), Column.Number("success_rate"), Column.Number("standard_error"), Column.Integer("images"), Column.Number("mean_queries"), Column.Text("first_frequency"));
        foreach (IGrouping<double, Row> norm in tables[AttackMeasurement.FourierAnswers].Rows.GroupBy(r => r.Number("norm")))
        {
            Row[] right = [.. norm.Where(r => r.Integer("queries") != 0)];
            if (right.Length == 0)
                continue;
            Add($"best of {Queries} queries", right, norm.Key, int.MaxValue);
            Add("first frequency, either sign", right, norm.Key, 2);
        }

        return rows.Build();

        void Add(string attack, Row[] right, double norm, int queries)
        {
            Row[] broken = [.. right.Where(r => r.Integer("queries") > 0 && r.Integer("queries") <= queries)];
            double rate = (double)broken.Length / right.Length;
            rows.Add(
                attack, norm, rate, StandardError.OfShare(rate, right.Length), right.Length, broken.Length > 0 ? broken.Average(r => r.Integer("queries")) : double.NaN, right[0].Text("first_frequency"));
        }
    }

    private static int Queries => 2 * AttackPlan.Frequencies;

    private static Figure Rings() => new()
    {
        Id = "attack-spectra",
        Title = "At which frequencies attacks change images",
        Caption = "Energy per frequency on rings of equal distance from zero frequency, each image's mean over all frequencies being 1, so that white noise is 1 everywhere; means over images and channels. "
            + "Steps along the sign of a gradient (FGSM, PGD in l-infinity) are broadband by construction, whatever the gradient is: judge the model by its raw gradient and by PGD in l2. "
            + "The images' own spectrum (mean removed) stands beside.",
        Panels = [new SeriesPanel { Table = ChangeSpectrum.Rings, X = new Axis("radius", "distance from zero (cycles per image)"), Y = Change, Series = "change" }],
    };

    private Figure Planes()
    {
        string mask = HighFrequencyMasks.Label(HighFrequencyMask.NyquistSquare, size.Height, size.Width);
        return new Figure
        {
            Id = "attack-planes",
            Title = "What attacks change, by frequency",
            Caption = $"Base-10 logarithm of the mean magnitude of the change's Fourier transform, against its root mean square over all frequencies; zero frequency in the middle. In each title: the share of the change's energy at high frequencies ({mask}).",
            PanelsPerRow = 4,
            Panels = [.. tables[ChangeSpectrum.Shares].Rows.Select(r => new HeatMapPanel
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"{r.Text("change")}, {100 * r.Number(CorruptionMeasurement.ColumnOf(HighFrequencyMask.NyquistSquare)):0}\u00a0%"),
                Table = ChangeSpectrum.Plane,
                Where = [new Where("change", r.Text("change"))],
                X = AuditFigures.X with { Label = "" },
                Y = AuditFigures.Y with { Label = "" },
                Value = new Axis("log10_magnitude", "log10 magnitude", Minimum: -1, Maximum: 1),
            })],
        };
    }

    private static Figure FourierFigure() => new()
    {
        Id = "fourier-attack",
        Title = "Black-box attack with single waves",
        Caption = "Share of rightly classified images that one Fourier basis image breaks, with either sign, against its l2 norm (measured as the heat map's). The frequencies are the most harmful ones of the sample's first quarter; the other images are attacked, "
            + "with predictions as the only knowledge of the model.",
        Panels = [new SeriesPanel { Table = FourierRates, X = new Axis("norm", "l2 norm of the wave"), Y = new Axis("success_rate", "success rate", Minimum: 0, Maximum: 1), Series = "attack", Style = SeriesStyle.LinesAndPoints }],
    };

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
