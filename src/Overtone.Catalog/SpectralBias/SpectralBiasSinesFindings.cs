using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What <see cref="SpectralBiasSines"/> concludes from its tables.</summary>
internal sealed class SpectralBiasSinesFindings(SpectralBiasSinesOptions options, TableSet tables, string? reduction)
{
    // Thresholds were proposed from the digitised pictures before any run; that of a single seed's order is the one of fprinciple-1d.
    private const double Learned = 0.5;
    private const double Mostly = 0.8;
    private const double OrderOfMean = 0.95;
    private const double OrderOfSeed = 0.8;
    private const double TimesLater = 5;
    private const double LargestRise = 0.05;
    private const double NormGrowth = 5;
    private const double Near = 0.5;
    private const double EarlyLoss = 0.75;

    private readonly SourceClaims _figureOne = new("1806.08734, Fig. 1", reduction, Replicates: 10);
    private readonly SourceClaims _figureTwo = new("1806.08734, Fig. 2", reduction, Replicates: 10);
    private readonly Dictionary<string, RatioCurves> _ratios = tables["spectra"].Rows.GroupBy(r => r.Text("setting")).ToDictionary(rows => rows.Key, rows => new RatioCurves(rows, r => r.Integer("step")));

    public StudyFindings Conclude()
    {
        var claims = new List<JudgedClaim>();
        foreach (SineAmplitudes kind in options.Amplitudes)
        {
            string setting = StudyText.Kebab(kind);
            claims.AddRange([OrderOfMeans(setting), Order(setting), Delay(setting, kind == SineAmplitudes.Equal ? "20 (digitised)" : "19 (digitised)"), Monotone(setting), Norms(setting)]);
        }

        if (options.Amplitudes.Contains(SineAmplitudes.Equal))
            claims.AddRange([LowPassed(), LowPassedOfLearned("equal")]);
        if (options.Controls)
            claims.AddRange(new[] { OrderOfMeans, Order, s => Delay(s, null), Monotone, LowPassedOfLearned }.Select(judge => judge(SpectralBiasSines.Control)));
        return new StudyFindings
        {
            Claims = claims,
            Figures = SpectralBiasSinesFigures.Of(options),
            Tables = [Times()],
            Notes =
            [
                "Samples lie at j/N without the end point, so that frequencies are exact. The ratio 2 |f̃| / A carries the factor 2 of the notebooks, which the paper leaves out; it says nothing about phase, the error beside it does.",
                "Spectral norms are largest singular values. What the notebooks plot under that name is 'published_norm': n times a Rayleigh quotient, by a slip of operator precedence, of the matrix itself and so near an eigenvalue.",
                $"A function that is still zero is also nearer to a low-passed target than half its distance from the whole one (0.32 for ten equal sines), so that the claim of step {options.EarlyStep:N0} says little alone; the next one measures the distance by the size of what was learned.",
                "In the control every sample is a unit vector of its own, so that the network cannot know which samples are neighbours; it is trained a twentieth of the steps, with records twenty times as dense.",
            ],
        };
    }

    private JudgedClaim OrderOfMeans(string setting)
    {
        RatioCurves ratios = _ratios[setting];
        return _figureOne.OfMeanCurve(
            $"order-of-mean-{setting}", $"{Phrase(setting)} mean ratios reach one half in rising order of frequency",
            $"Spearman rank correlation of frequency and the first step at which the ratio, averaged over seeds, is at least {Learned}",
            OrderOfMean, Direction.AtLeast, ratios.BySeed, mean => LearningTimes.Order(ratios.First(mean, ratio => ratio >= Learned)), Role(setting), Published(setting, "1 (digitised)"));
    }

    private JudgedClaim Order(string setting) => _figureOne.PerReplicate(
        $"order-{setting}", $"{Phrase(setting)} each network learns lower frequencies first",
        $"Spearman rank correlation of frequency and the first step with a ratio of at least {Learned}, mean over seeds",
        OrderOfSeed, Direction.AtLeast, BySeed("spectra", setting).Select(rows => LearningTimes.Order(LearningTimes.Of(rows, Learned))), Role(setting));

    private JudgedClaim Delay(string setting, string? published) => _figureOne.PerReplicate(
        $"delay-{setting}", $"{Phrase(setting)} frequency {options.Frequencies[^1]} needs at least five times the steps of frequency {options.Frequencies[1]}",
        $"first step with a ratio of at least {Learned} at frequency {options.Frequencies[^1]} (the last step where there is none, a lower bound) over that at {options.Frequencies[1]}, mean over seeds",
        TimesLater, Direction.AtLeast, BySeed("spectra", setting).Select(rows => LearningTimes.Delay(LearningTimes.Of(rows, Learned), rows.Max(r => r.Integer("step")))), Role(setting), published);

    private JudgedClaim Monotone(string setting)
    {
        RatioCurves ratios = _ratios[setting];
        double last = ratios.Places[^1];
        return _figureOne.OfMeanCurve(
            $"monotone-{setting}", $"{Phrase(setting)} from a fortieth to a quarter of the training, the ratios fall with frequency",
            "largest rise of the ratio, averaged over seeds, from one frequency to the next, the lowest left out, at any step recorded from a fortieth to a quarter of all (2,000 to 20,000 of 80,000)",
            LargestRise, Direction.AtMost, ratios.BySeed, mean => ratios.LargestRise(mean, step => 40 * step >= last && 4 * step <= last, firstFrequency: 1), Role(setting));
    }

    private JudgedClaim Norms(string setting) => _figureOne.PerReplicate(
        $"norms-{setting}", $"{Phrase(setting)} the norms of the layers grow while frequencies are learned",
        "product of the spectral norms of all layers at the end over that at the beginning, mean over seeds",
        NormGrowth, Direction.AtLeast, BySeed("norms", setting).Select(Growth));

    private JudgedClaim LowPassed() => _figureTwo.PerReplicate(
        "low-pass-equal", $"At step {options.EarlyStep:N0} the function is nearer to its target with high frequencies left out than to the target",
        "smallest ‖f − λ(≤ k)‖ over cut-offs k below the highest frequency, over ‖f − λ‖, mean over seeds",
        Near, Direction.AtMost, Rows("losses", "equal").Where(r => r.Integer("step") == options.EarlyStep).Select(r => r.Number("low_pass_of_error")));

    private JudgedClaim LowPassedOfLearned(string setting) => _figureTwo.PerReplicate(
        $"low-pass-of-learned-{setting}", $"{Phrase(setting)} what is learned early is the target with high frequencies left out",
        $"smallest ‖f − λ(≤ k)‖ over cut-offs k below the highest frequency, over ‖f‖, at the first record with a loss of at most {EarlyLoss} of the first, mean over seeds",
        Near, Direction.AtMost, BySeed("losses", setting).Select(Early), Role(setting));

    private static double Growth(IEnumerable<Row> rows)
    {
        double[] products = [.. rows.GroupBy(r => r.Integer("step")).OrderBy(g => g.Key).Select(layers => layers.Aggregate(1.0, (product, r) => product * r.Number("spectral_norm")))];
        return products[^1] / products[0];
    }

    private static double Early(IEnumerable<Row> rows)
    {
        Row[] ordered = [.. rows.OrderBy(r => r.Integer("step"))];
        return ordered.Where(r => r.Number("loss") <= EarlyLoss * ordered[0].Number("loss")).Select(r => r.Number("low_pass_of_learned")).DefaultIfEmpty(double.NaN).First();
    }

    private Table Times()
    {
        var times = new TableBuilder(
            "learning_times", Column.Text("setting"), Column.Text("source"), Column.Number("frequency", "cycles per unit"), Column.Number("half_step", "training steps"), Column.Number("most_step", "training steps"));
        foreach (SineAmplitudes kind in options.Amplitudes)
        {
            string setting = StudyText.Kebab(kind);
            (double Frequency, double Step)[] half = LearningTimes.Of(Rows("spectra", setting), Learned), most = LearningTimes.Of(Rows("spectra", setting), Mostly);
            for (int k = 0; k < half.Length; k++)
                times.Add(setting, "here", half[k].Frequency, half[k].Step, most[k].Step);
            (double[] publishedHalf, double[] publishedMost) = PublishedSines.Of(kind);
            for (int k = 0; k < publishedHalf.Length; k++)
                times.Add(setting, "published, digitised", PublishedSines.Frequencies[k], publishedHalf[k], publishedMost[k]);
        }

        return times.Build();
    }

    private IEnumerable<Row> Rows(string table, string setting) => tables[table].Rows.Where(r => r.Text("setting") == setting);

    private IEnumerable<IGrouping<long, Row>> BySeed(string table, string setting) => Rows(table, setting).GroupBy(r => r.Integer("seed"));

    private static ClaimRole Role(string setting) => setting == SpectralBiasSines.Control ? ClaimRole.NegativeControl : ClaimRole.Claim;

    private static string? Published(string setting, string value) => setting == SpectralBiasSines.Control ? null : value;

    private static string Phrase(string setting) => setting == SpectralBiasSines.Control ? "On one-hot inputs," : $"With {setting} amplitudes,";
}
