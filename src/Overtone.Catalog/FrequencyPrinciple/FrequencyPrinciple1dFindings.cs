using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>What <see cref="FrequencyPrinciple1d"/> concludes from its tables.</summary>
internal sealed class FrequencyPrinciple1dFindings(FrequencyPrinciple1dOptions options, TableSet tables, string? reduction)
{
    // Thresholds proposed before any deciding run: rank correlation 0.8, loss ratio 1.3, energy ratio one half.
    private const double OrderThreshold = 0.8;
    private const double OverfitThreshold = 1.3;
    private const double EnergyThreshold = 0.5;

    private const string PaperOne = "1807.01251, one-dimensional experiments";
    private const string PaperTwo = "1901.06523, Fig. 1";

    public StudyFindings Conclude()
    {
        Table errors = tables["errors"];
        string[] fits = [.. options.Targets.Select(StudyText.Kebab)];
        var claims = new List<JudgedClaim>();
        claims.AddRange(fits.Select(fit => Order(errors, fit)));
        if (fits.Contains("sines"))
            claims.Add(Separation(errors));
        if (options.EarlyStopping)
            claims.AddRange(EarlyStopping());
        if (options.Controls)
            claims.AddRange(FrequencyPrinciple1d.ControlNames.Select(control => Order(errors, control)));
        return new StudyFindings
        {
            Claims = claims,
            Figures = FrequencyPrinciple1dFigures.Of(options, fits),
            Tables = options.EarlyStopping ? [Settling(errors), BestAndLast()] : [Settling(errors)],
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
        }.Judge([.. BySeed(errors, experiment).Select(rows => SettlingOrder.RankCorrelation(SettlingOrder.Of(rows, options.Threshold)))], reduction);
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
    }.Judge([.. BySeed(errors, "sines").Select(rows => SettlingOrder.Of(rows, options.Threshold)).Select(s => At(s, 5) / At(s, 3))], reduction);

    private IEnumerable<JudgedClaim> EarlyStopping()
    {
        Table best = BestAndLast();
        yield return new Claim
        {
            Id = "early-stopping-overfit",
            Statement = "Trained past the best step, the network overfits the noise",
            Source = PaperOne + ", early stopping",
            Statistic = "test loss at the end over test loss at its minimum, mean over seeds",
            Threshold = OverfitThreshold,
            Direction = Direction.AtLeast,
            Replicate = "seed",
            Replicates = 10,
            Published = "about 1.9 (digitised)",
        }.Judge([.. best.Rows.Select(r => r.Number("last_test_loss") / r.Number("best_test_loss"))], reduction);
        yield return new Claim
        {
            Id = "early-stopping-spectrum",
            Statement = "At the best step the fit holds little of the high frequencies it takes up later",
            Source = PaperOne + ", early stopping",
            Statistic = "energy of the fit above twice the peak frequency at the best step over that at the end, mean over seeds",
            Threshold = EnergyThreshold,
            Direction = Direction.AtMost,
            Replicate = "seed",
            Replicates = 10,
        }.Judge([.. best.Rows.Select(r => r.Number("best_high_energy") / r.Number("last_high_energy"))], reduction);
    }

    private Table BestAndLast()
    {
        // The target's peak is at 1 cycle per period, so "high" is everything above 2.
        const double HighFrequency = 2;
        var best = new TableBuilder(
            "early_stopping",
            Column.Integer("seed"), Column.Number("best_step", "training steps"), Column.Number("best_test_loss"), Column.Number("last_test_loss"),
            Column.Number("best_high_energy"), Column.Number("last_high_energy"));
        ILookup<long, Row> spectra = tables["spectra"].Rows.Where(r => r.Text("experiment") == FrequencyPrinciple1d.EarlyStopping).ToLookup(r => r.Integer("seed"));
        foreach (IGrouping<long, Row> seed in tables["losses"].Rows.Where(r => r.Text("experiment") == FrequencyPrinciple1d.EarlyStopping).GroupBy(r => r.Integer("seed")))
        {
            Row lowest = seed.MinBy(r => r.Number("test_loss")), last = seed.MaxBy(r => r.Number("step"));
            double Energy(long step) => spectra[seed.Key].Where(r => r.Integer("step") == step && r.Number("frequency") > HighFrequency).Sum(r => Math.Pow(r.Number("learned"), 2));
            best.Add(seed.Key, lowest.Number("step"), lowest.Number("test_loss"), last.Number("test_loss"), Energy(lowest.Integer("step")), Energy(last.Integer("step")));
        }

        return best.Build();
    }

    private Table Settling(Table errors)
    {
        var settling = new TableBuilder(
            "settling",
            Column.Text("experiment"), Column.Integer("seed"), Column.Number("frequency", "cycles per period"),
            Column.Number("settling_step", "training steps"), Column.Number("first_crossing", "training steps"));
        foreach (var replicate in errors.Rows.GroupBy(r => (Experiment: r.Text("experiment"), Seed: r.Integer("seed"))))
        {
            foreach ((double frequency, double step, double crossing) in SettlingOrder.Of(replicate, options.Threshold))
                settling.Add(replicate.Key.Experiment, replicate.Key.Seed, frequency, step, crossing);
        }

        return settling.Build();
    }

    private static IEnumerable<IGrouping<long, Row>> BySeed(Table errors, string experiment) =>
        errors.Rows.Where(r => r.Text("experiment") == experiment).GroupBy(r => r.Integer("seed"));

    private static double At(IReadOnlyList<(double Frequency, double Settling, double FirstCrossing)> settling, double frequency) =>
        settling.Where(s => s.Frequency == frequency).Select(s => s.Settling).DefaultIfEmpty(double.NaN).First();
}
