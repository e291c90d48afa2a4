using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Studies;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>What <see cref="FrequencyPrinciple1d"/> concludes from its tables.</summary>
internal sealed class FrequencyPrinciple1dFindings(FrequencyPrinciple1dOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run.
    private const double OrderThreshold = 0.8;

    private const string PaperOne = "1807.01251, one-dimensional experiments";
    private const string PaperTwo = "1901.06523, Fig. 1";

    public StudyFindings Conclude()
    {
        Table errors = tables["errors"];
        var early = options.EarlyStopping ? new EarlyStoppingFindings(tables, reduction) : null;
        string[] fits = [.. options.Targets.Select(StudyText.Kebab)];
        var claims = new List<JudgedClaim>();
        claims.AddRange(fits.Select(fit => Order(errors, fit)));
        if (fits.Contains("sines"))
            claims.Add(Separation(errors));
        if (early is not null)
            claims.AddRange(early.Claims);
        if (options.Controls)
            claims.AddRange(FrequencyPrinciple1d.ControlNames.Select(control => Order(errors, control)));
        return new StudyFindings
        {
            Claims = claims,
            Figures = FrequencyPrinciple1dFigures.Of(options, fits),
            Tables = early is null ? [Settling(errors)] : [Settling(errors), early.Table],
            Notes =
            [
                "Errors use complex coefficients (phase counts); the tables also carry the magnitude-only variant of the published scripts.",
                "Samples lie at −π + 2πi/n without the end point, so that frequencies are exact; the paper's grid includes it and leaks by about 0.4 %.",
                "Watched frequencies are the lowest four strict local maxima of the target's spectrum with at least 2 % of its largest amplitude, as in the published scripts.",
                "The network and noise level of the source's early-stopping picture are unknown; the experiment keeps its target, its 61 samples and its shape.",
            ],
        };
    }

    private JudgedClaim Order(Table errors, string experiment)
    {
        bool control = FrequencyPrinciple1d.ControlNames.Contains(experiment);
        return new Claim
        {
            Id = $"order-{experiment}",
            Statement = control ? $"Frequencies settle in rising order ({experiment})" : $"Fitting '{experiment}', lower frequencies settle first",
            Source = control ? "1901.06523's authors' lecture notes" : experiment == "sines" ? PaperTwo : PaperOne,
            Statistic = $"Spearman rank correlation of frequency and settling step (error below {options.Threshold} to the end), mean over seeds",
            Threshold = OrderThreshold,
            Direction = Direction.AtLeast,
            Replicate = "seed",
            Replicates = 10,
            Published = experiment == "sines" ? "1 (digitised)" : null,
            Role = control ? ClaimRole.NegativeControl : ClaimRole.Claim,
        }.Judge([.. BySeed(errors, experiment).Select(rows => SettlingOrder.RankCorrelation(SettlingOrder.Of(Errors(rows), options.Threshold)))], reduction);
    }

    private JudgedClaim Separation(Table errors) => new Claim
    {
        Id = "separation-sines",
        Statement = "Frequency 5 needs at least twice the steps of frequency 3",
        Source = PaperTwo,
        Statistic = $"settling step of frequency 5 over that of frequency 3 (error below {options.Threshold}), mean over seeds",
        Threshold = 2,
        Direction = Direction.AtLeast,
        Replicate = "seed",
        Replicates = 10,
        Published = "about 8 (digitised)",
    }.Judge([.. BySeed(errors, "sines").Select(rows => SettlingOrder.Of(Errors(rows), options.Threshold)).Select(s => At(s, 5) / At(s, 3))], reduction);

    private Table Settling(Table errors)
    {
        var settling = new TableBuilder(
            "settling",
            Column.Text("experiment"), Column.Integer("seed"), Column.Number("frequency", "cycles per period"),
            Column.Number("settling_step", "training steps"), Column.Number("first_crossing", "training steps"));
        foreach (var replicate in errors.Rows.GroupBy(r => (Experiment: r.Text("experiment"), Seed: r.Integer("seed"))))
        {
            foreach ((double frequency, double step, double crossing) in SettlingOrder.Of(Errors(replicate), options.Threshold))
                settling.Add(replicate.Key.Experiment, replicate.Key.Seed, frequency, step, crossing);
        }

        return settling.Build();
    }

    private static IEnumerable<IGrouping<long, Row>> BySeed(Table errors, string experiment) =>
        errors.Rows.Where(r => r.Text("experiment") == experiment).GroupBy(r => r.Integer("seed"));

    private static double At(IReadOnlyList<(double Frequency, double Settling, double FirstCrossing)> settling, double frequency) =>
        settling.Where(s => s.Frequency == frequency).Select(s => s.Settling).DefaultIfEmpty(double.NaN).First();

    private static IEnumerable<(double Frequency, double Step, double Error)> Errors(IEnumerable<Row> rows) =>
        rows.Select(r => (r.Number("frequency"), r.Number("step"), r.Number("error")));
}
