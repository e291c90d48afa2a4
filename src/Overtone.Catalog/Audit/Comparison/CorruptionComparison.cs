using System.Globalization;
using Overtone.Catalog.Audit.Corruptions;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Comparison;

/// <summary>
/// How models differ on corrupted images from the first of them, and whether the difference goes with the corruption's frequencies.
/// Source: 1906.08988, Fig. 6 (accuracy change against the high-frequency fraction) and Table 1 (mean corruption error against a baseline).
/// </summary>
internal sealed class CorruptionComparison
{
    private const HighFrequencyMask Mask = HighFrequencyMask.NyquistSquare;
    private const double TwoSided = 1.96;
    private readonly IReadOnlyList<string> _labels;
    private readonly Row[][] _means;
    private readonly int _images;
    private readonly string _mask;

    /// <param name="labels">The models' labels, the baseline's first.</param>
    /// <param name="each">What each model's audit found.</param>
    /// <param name="images">Images in the sample.</param>
    /// <param name="size">Their size.</param>
    public CorruptionComparison(IReadOnlyList<string> labels, IReadOnlyList<StudyFindings> each, int images, ModelSize size)
    {
        _labels = labels;
        _images = images;
        _means = [.. each.Select(findings => findings.Tables.FirstOrDefault(t => t.Name == CorruptionFindings.Means)?.Rows.ToArray() ?? [])];
        _mask = HighFrequencyMasks.Label(Mask, size.Height, size.Width);
    }

    /// <summary>Whether corruptions were measured.</summary>
    public bool IsMeasured => _means[0].Length > 0;

    /// <summary>The tables of the scatter and of the bars.</summary>
    public IEnumerable<Table> Tables()
    {
        var scatter = new TableBuilder(
            "corruption_scatter",
            Column.Text("model"), Column.Text("corruption"), Column.Number("high_frequency"), Column.Number("accuracy_change"), Column.Number("half_width"));
        var bars = new TableBuilder("corruptions_of_all", Column.Text("model"), Column.Text("corruption"), Column.Number("accuracy"));
        foreach ((Row[] model, string label) in _means.Zip(_labels))
        {
            foreach ((Row baseline, Row row) in _means[0].Zip(model))
            {
                bars.Add(label, row.Text("corruption").Replace('_', ' '), row.Number("accuracy"));
                if (model != _means[0])
                    scatter.Add(label, row.Text("corruption"), baseline.Number(CorruptionMeasurement.ColumnOf(Mask)), Change(baseline, row), HalfWidth(baseline, row));
            }
        }

        return [scatter.Build(), bars.Build()];
    }

    /// <summary>The slopes of the scatter and the mean corruption errors.</summary>
    public IEnumerable<Estimate> Estimates()
    {
        for (int n = 1; n < _labels.Count; n++)
        {
            if (Points(n) is { Count: > 2 } points)
                yield return Slope(_labels[n], points);
            (Row Baseline, Row Row)[] benchmark = [.. _means[0].Zip(_means[n]).Where(pair => CorruptionChoice.IsOfBenchmark(pair.First.Text("corruption")) && pair.First.Number("error") > 0)];
            if (benchmark.Length > 0)
            {
                double error = 100 * benchmark.Average(pair => pair.Row.Number("error") / pair.Baseline.Number("error"));
                yield return new Estimate
                {
                    Name = $"{_labels[n]}.mean_corruption_error",
                    Value = error,
                    Unit = "% of the baseline's",
                    Statement = $"{_labels[n]} has a mean corruption error (mCE) of {StudyText.Number(error)} % with {_labels[0]} as the baseline, over {benchmark.Length} corruptions of the benchmark.",
                };
            }
        }
    }

    /// <summary>What each model is better and worse at than the first, in words.</summary>
    public IEnumerable<string> Notes()
    {
        for (int n = 1; n < _labels.Count; n++)
        {
            var differences = _means[0].Zip(_means[n]).Select(pair => (Name: pair.First.Text("corruption").Replace('_', ' '), Change: Change(pair.First, pair.Second), HalfWidth: HalfWidth(pair.First, pair.Second))).ToArray();
            string better = Join(differences.Where(d => d.Change > d.HalfWidth).OrderByDescending(d => d.Change)), worse = Join(differences.Where(d => d.Change < -d.HalfWidth).OrderBy(d => d.Change));
            yield return $"Against {_labels[0]}, {_labels[n]} is better at {better}; worse at {worse} (points of accuracy, means over five severities; only differences beyond their 95 % intervals).";
        }

        static string Join(IEnumerable<(string Name, double Change, double HalfWidth)> differences) =>
            string.Join(", ", differences.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Name} ({100 * d.Change:+0.0;−0.0})"))) is { Length: > 0 } text ? text : "none of the corruptions";
    }

    /// <summary>The scatter and the bars.</summary>
    public IEnumerable<Figure> Figures()
    {
        SlopedLine[] lines = [.. Enumerable.Range(1, _labels.Count - 1).Where(n => Points(n).Count > 2).Select(n =>
        {
            var fit = LineFit.Of(Points(n));
            return new SlopedLine(_labels[n], fit.Slope, fit.Intercept);
        })];
        yield return new Figure
        {
            Id = "corruption-scatter",
            Title = $"Accuracy gained or lost against {_labels[0]}, by the corruption's frequencies",
            Caption = $"One point for each corruption, means over its five severities: across, the share of the change's energy at high frequencies ({_mask}; mean over images of the ratio, channels together); up, the accuracy minus {_labels[0]}'s on the same "
                + $"corrupted images. Lines are least squares: {string.Join("; ", Enumerable.Range(1, _labels.Count - 1).Where(n => Points(n).Count > 2).Select(Legend))}.",
            Panels =
            [
                new SeriesPanel
                {
                    Table = "corruption_scatter",
                    X = new Axis("high_frequency", "share of high frequencies", Minimum: 0),
                    Y = new Axis("accuracy_change", $"accuracy minus {_labels[0]}'s"),
                    Series = "model",
                    Style = SeriesStyle.Points,
                    ReferenceLines = [new ReferenceLine(0, "")],
                    SlopedLines = lines,
                },
            ],
        };
        yield return new Figure
        {
            Id = "corruptions-of-all",
            Title = "Accuracy on corrupted images, all models",
            Caption = "Means over five severities, on the same corrupted images.",
            Panels = [new BarPanel { Table = "corruptions_of_all", Category = "corruption", Y = new Axis("accuracy", "accuracy", Minimum: 0, Maximum: 1), Series = "model" }],
        };
    }

    private Estimate Slope(string label, IReadOnlyList<(double X, double Y)> points)
    {
        (double slope, double low, double high) = BootstrapInterval.Of(points, drawn => LineFit.Of(drawn).Slope);
        var fit = LineFit.Of(points);
        return new Estimate
        {
            Name = $"{label}.corruption_slope",
            Value = slope,
            Low = low,
            High = high,
            Statement = $"Over {points.Count} corruptions, {label}'s accuracy against {_labels[0]}'s changes by {StudyText.Number(100 * slope)} points ({StudyText.Number(100 * low)} to {StudyText.Number(100 * high)}, 95 %, corruptions redrawn) from no high frequencies to nothing else "
                + $"({_mask}); residual {StudyText.Number(100 * fit.Residual)} points, correlation {StudyText.Number(fit.Correlation)}.",
            Advice = low > 0 ? "It gains where corruptions are of high frequencies and pays at low ones: add low-frequency augmentations." : high < 0 ? "It gains where corruptions are of low frequencies and pays at high ones: add noise or blur." : "",
        };
    }

    private string Legend(int model)
    {
        var fit = LineFit.Of(Points(model));
        return string.Create(CultureInfo.InvariantCulture, $"{_labels[model]}: slope {fit.Slope:0.000}, residual {fit.Residual:0.000}");
    }

    private IReadOnlyList<(double X, double Y)> Points(int model) =>
        [.. _means[0].Zip(_means[model]).Select(pair => (X: pair.First.Number(CorruptionMeasurement.ColumnOf(Mask)), Y: Change(pair.First, pair.Second))).Where(point => double.IsFinite(point.X))];

    private static double Change(Row baseline, Row row) => row.Number("accuracy") - baseline.Number("accuracy");

    // As if the models had seen different images, and as if a corruption's severities were one: wider than needed.
    private double HalfWidth(Row baseline, Row row) =>
        TwoSided * Math.Sqrt(Math.Pow(StandardError.OfShare(row.Number("error"), _images), 2) + Math.Pow(StandardError.OfShare(baseline.Number("error"), _images), 2));
}
