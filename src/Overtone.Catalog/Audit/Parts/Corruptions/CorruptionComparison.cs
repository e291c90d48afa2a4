using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>A model's accuracy under a corruption minus the first model's, beside its share of high frequencies.</summary>
[Table("corruption_scatter")]
internal sealed record CorruptionChange(string Model, string Corruption, double HighFrequency, double AccuracyChange, double HalfWidth);

/// <summary>A model's accuracy under a corruption.</summary>
[Table("corruptions_of_all")]
internal sealed record ModelCorruption(string Model, string Corruption, double Accuracy);

/// <summary>
/// How models differ on corrupted images from the first of them, and whether the difference goes with the corruption's frequencies.
/// Source: 1906.08988, Fig. 6 (accuracy change against the high-frequency fraction) and Table 1 (mean corruption error against a baseline).
/// </summary>
internal sealed class CorruptionComparison(AuditSetting audit, ComparedModels models)
{
    private const double TwoSided = 1.96;

    private readonly IReadOnlyList<string> _labels = [.. models.Names.Select(model => model.Name)];
    private readonly string _mask = HighFrequencyMasks.Label(HighFrequencyMask.NyquistSquare, audit.Size.Height, audit.Size.Width);
    private readonly IReadOnlyList<CorruptionMean>[] _means =
        [.. models.Findings.Select(found => new TableSet(found.Tables).Rows<CorruptionMean>())];

    public void Conclude(Conclusion to)
    {
        if (_means[0].Count == 0)
            return;
        foreach (Estimate estimate in Estimates())
            to.Estimate(estimate);
        int[] all = [.. Enumerable.Range(0, _labels.Count)];
        to.Add(all[1..].SelectMany(Pairs, (n, pair) => new CorruptionChange(
            _labels[n], pair.Row.Corruption, pair.Baseline.HighFrequencyNyquistSquare, Change(pair), HalfWidth(pair))));
        to.Add(all.SelectMany(Pairs, (n, pair) => new ModelCorruption(_labels[n], NameOf(pair.Row), pair.Row.Accuracy)));
        Figures(to);
        Notes(to);
    }

    private IEnumerable<Estimate> Estimates()
    {
        for (int n = 1; n < _labels.Count; n++)
        {
            if (Points(n) is { Count: > 2 } points)
                yield return Slope(models.Names[n], points);
            var benchmark = Pairs(n).Where(p => CorruptionChoice.IsOfBenchmark(p.Row.Corruption) && p.Baseline.Error > 0).ToArray();
            if (benchmark.Length > 0)
            {
                (double error, double low, double high) =
                    BootstrapInterval.OfMean([.. benchmark.Select(pair => 100 * pair.Row.Error / pair.Baseline.Error)]);
                yield return new Estimate
                {
                    Name = $"{models.Names[n].Label}.mean_corruption_error",
                    Value = error,
                    Low = low,
                    High = high,
                    Unit = "% of the baseline's",
                    Statement = $"{_labels[n]} has a mean corruption error (mCE) of {StudyText.Number(error)} % "
                        + $"({StudyText.Number(low)} % to {StudyText.Number(high)} %, 95 %, corruptions redrawn) with {_labels[0]} as the "
                        + $"baseline, over {benchmark.Length} corruptions of the benchmark.",
                };
            }
        }
    }

    // What each model is better and worse at than the first, in words.
    private void Notes(Conclusion to)
    {
        for (int n = 1; n < _labels.Count; n++)
        {
            var pairs = Pairs(n).ToArray();
            string better = Join(pairs.Where(pair => Change(pair) > HalfWidth(pair)).OrderByDescending(Change));
            string worse = Join(pairs.Where(pair => Change(pair) < -HalfWidth(pair)).OrderBy(Change));
            to.Note($"Against {_labels[0]}, {_labels[n]} is better at {better}; worse at {worse} (points of accuracy, means over five "
                + "severities; only differences beyond their 95 % intervals).");
        }

        static string Join(IEnumerable<(CorruptionMean Baseline, CorruptionMean Row)> pairs) =>
            string.Join(", ", pairs.Select(p => FormattableString.Invariant($"{NameOf(p.Row)} ({100 * Change(p):+0.0;−0.0})")))
                is { Length: > 0 } text ? text : "none of the corruptions";
    }

    private void Figures(Conclusion to)
    {
        var scatter = new Plot<CorruptionChange>().X(r => r.HighFrequency, "share of high frequencies", min: 0)
            .Y(r => r.AccuracyChange, $"accuracy minus {_labels[0]}'s").By(r => r.Model).Points().Line(0);
        var legend = new List<string>();
        for (int n = 1; n < _labels.Count; n++)
        {
            if (Points(n) is not { Count: > 2 } points)
                continue;
            LineFit fit = LineFit.Of(points);
            scatter.Sloped(_labels[n], fit.Slope, fit.Intercept);
            legend.Add(FormattableString.Invariant($"{_labels[n]}: slope {fit.Slope:0.000}, residual {fit.Residual:0.000}"));
        }

        to.Figure(
            "corruption-scatter", $"Accuracy gained or lost against {_labels[0]}, by the corruption's frequencies",
            "One point for each corruption, means over its five severities: across, the share of the change's energy at high frequencies "
                + $"({_mask}; mean over images of the ratio, channels together); up, the accuracy minus {_labels[0]}'s on the same "
                + $"corrupted images. Lines are least squares: {string.Join("; ", legend)}.",
            scatter);
        to.Figure(
            "corruptions-of-all", "Accuracy on corrupted images, all models",
            "Means over five severities, on the same corrupted images.",
            new Bars<ModelCorruption>().Each(r => r.Corruption).Y(r => r.Accuracy, "accuracy", min: 0, max: 1).By(r => r.Model));
    }

    private Estimate Slope(ModelName model, IReadOnlyList<(double X, double Y)> points)
    {
        (double slope, double low, double high) = BootstrapInterval.Of(points, drawn => LineFit.Of(drawn).Slope);
        var fit = LineFit.Of(points);
        return new Estimate
        {
            Name = $"{model.Label}.corruption_slope",
            Value = slope,
            Low = low,
            High = high,
            Statement = $"Over {points.Count} corruptions, {model.Name}'s accuracy against {_labels[0]}'s changes by "
                + $"{StudyText.Number(100 * slope)} points ({StudyText.Number(100 * low)} to {StudyText.Number(100 * high)}, 95 %, "
                + $"corruptions redrawn) from no high frequencies to nothing else ({_mask}); residual "
                + $"{StudyText.Number(100 * fit.Residual)} points, correlation {StudyText.Number(fit.Correlation)}.",
            Advice = low > 0
                ? "It gains where corruptions are of high frequencies and pays at low ones: add varied augmentation (AutoAugment)."
                : high < 0 ? "It gains where corruptions are of low frequencies and pays at high ones: add noise or blur." : "",
        };
    }

    private IEnumerable<(CorruptionMean Baseline, CorruptionMean Row)> Pairs(int model) => _means[0].Zip(_means[model]);

    private IReadOnlyList<(double X, double Y)> Points(int model) =>
        [.. Pairs(model).Select(pair => (X: pair.Baseline.HighFrequencyNyquistSquare, Y: Change(pair))).Where(p => double.IsFinite(p.X))];

    private static string NameOf(CorruptionMean row) => row.Corruption.Replace('_', ' ');

    private static double Change((CorruptionMean Baseline, CorruptionMean Row) pair) => pair.Row.Accuracy - pair.Baseline.Accuracy;

    // As if the models had seen different images, and as if a corruption's severities were one: wider than needed.
    private double HalfWidth((CorruptionMean Baseline, CorruptionMean Row) pair)
    {
        double own = StandardError.OfShare(pair.Row.Error, audit.Size.Images),
            first = StandardError.OfShare(pair.Baseline.Error, audit.Size.Images);
        return TwoSided * Math.Sqrt(Math.Pow(own, 2) + Math.Pow(first, 2));
    }
}
