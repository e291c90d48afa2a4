using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>Compares the predictions of the subject's number type with those of float32, on clean images and at some cells.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Perturbation">How images are perturbed.</param>
/// <param name="Cells">The cells, as in <see cref="HeatMapTrial"/>.</param>
internal sealed record DtypeTrial(AuditSubject Subject, FourierPerturbation Perturbation, int[][] Cells) : SubjectTrial(Subject)
{
    public override string Label => $"{StudyText.Kebab(Subject.Dtype)} against float32, {Cells.Length} cells";
}

/// <summary>What float32 and the audit's number type answer to one image; no frequency where it is as it is.</summary>
[Table("dtype_answers")]
internal sealed record DtypeAnswer(
    [Unit(CellRow.Unit)] double? FrequencyY, [Unit(CellRow.Unit)] double? FrequencyX, int Image, long Label, int Float32Prediction,
    int Prediction, [Unit("logits")] double Float32Margin)
{
    /// <summary>Whether they differ.</summary>
    public bool IsFlip => Prediction != Float32Prediction;
}

/// <summary>How often float32 and the audit's number type differ at one frequency, and how near a tie float32 was there.</summary>
[Table("dtype_flips")]
internal sealed record DtypeFlipRate(
    [Unit(CellRow.Unit)] double? FrequencyY, [Unit(CellRow.Unit)] double? FrequencyX, int Images, int Flips, double FlipRate,
    [Unit("logits")] double LargestFloat32MarginAtFlips, [Unit("logits")] double MedianFloat32Margin, double Float32Error, double Error);

/// <summary>What the number type that a model computes with changes of its answers.</summary>
internal sealed class NumberTypes : AuditPart
{
    private const int CellsToCompare = 8;
    private const double Noticeable = 0.01;

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<DtypeTrial>("dtype", Measure, Always)];

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit)
    {
        if (audit.Subject.Dtype == NumberType.Float32)
            return [];
        var scale = HeatMapScale.Of(audit);
        return [new DtypeTrial(audit.Subject, scale.Perturbation, [.. Spread(scale.Plane).Select(cell => new[] { cell.Y, cell.X })])];
    }

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        if (to.Rows<DtypeAnswer>() is not { Count: > 0 } answers)
            return;
        to.Add(Rates(answers));
        to.Estimate(FlipRate(answers));
    }

    // The same questions to both, on the images as they are, and at some cells of the heat map.
    private static void Measure(DtypeTrial trial, OpenSubject subject, Recorder to)
    {
        using OpenModel exact = subject.Reopen(trial.Subject.BatchSize, to, type: NumberType.Float32);
        IClassifier[] models = [exact.Classifier, subject.Classifier];
        AddAll(null, null, model => ChangedImages.Ask(model, subject.Images, (pixels, _) => pixels, to.Cancellation));
        for (int n = 0; n < trial.Cells.Length; n++)
        {
            var cell = new SpatialFrequency(trial.Cells[n][0], trial.Cells[n][1]);
            AddAll(cell.Y, cell.X, model => new FourierHeatMap(model, subject.Images, trial.Perturbation)
                .Measure(cell, cancellation: to.Cancellation).Answers);
            to.Report((n + 1.0) / trial.Cells.Length);
        }

        void AddAll(double? y, double? x, Func<IClassifier, ClassifierAnswers> ask)
        {
            ClassifierAnswers[] answers = Array.ConvertAll(models, model => ask(model));
            to.Add(Enumerable.Range(0, subject.Images.Count).Select(image => new DtypeAnswer(
                y, x, image, subject.Images.Labels.Span[image], answers[0].Predictions[image], answers[1].Predictions[image],
                answers[0].Margin[image])));
        }
    }

    // From zero frequency to the farthest cell, the same ones for the same plane.
    private static IEnumerable<SpatialFrequency> Spread(FrequencyPlane plane)
    {
        SpatialFrequency[] byRadius = [.. plane.Classes.OrderBy(cell => cell.Radius).ThenBy(cell => cell.Y).ThenBy(cell => cell.X)];
        int count = Math.Min(CellsToCompare, byRadius.Length);
        return Enumerable.Range(0, count).Select(n => byRadius[n * (byRadius.Length - 1) / Math.Max(1, count - 1)]);
    }

    private static IEnumerable<DtypeFlipRate> Rates(IReadOnlyList<DtypeAnswer> answers) =>
        answers.GroupBy(r => (r.FrequencyY, r.FrequencyX)).Select(cell =>
        {
            DtypeAnswer[] all = [.. cell], flips = [.. all.Where(r => r.IsFlip)];
            return new DtypeFlipRate(
                cell.Key.FrequencyY, cell.Key.FrequencyX, all.Length, flips.Length, (double)flips.Length / all.Length,
                flips.Select(r => r.Float32Margin).DefaultIfEmpty(double.NaN).Max(), MedianMargin(all),
                Error(all, r => r.Float32Prediction), Error(all, r => r.Prediction));
        });

    private static Estimate FlipRate(IReadOnlyList<DtypeAnswer> answers)
    {
        DtypeAnswer[] clean = [.. answers.Where(r => r.FrequencyY is null)], flips = [.. answers.Where(r => r.IsFlip)];
        int cells = answers.DistinctBy(r => (r.FrequencyY, r.FrequencyX)).Count() - 1, onClean = clean.Count(r => r.IsFlip);
        double rate = (double)flips.Length / answers.Count;
        string margins = flips.Length == 0
            ? ""
            : $" There, the two largest float32 logits differ by at most {Number(flips.Max(r => r.Float32Margin))} (median "
                + $"{Number(MedianMargin(flips))}; over all predictions {Number(MedianMargin(answers))}).";
        return new Estimate
        {
            Name = "dtype_flip_rate",
            Value = rate,
            Statement = $"In bfloat16, {flips.Length:N0} of {answers.Count:N0} predictions ({Percent(rate)}) differ from float32: "
                + $"{onClean} of {clean.Length} on clean images, {flips.Length - onClean:N0} of {answers.Count - clean.Length:N0} on "
                + $"images perturbed at {cells} frequencies.{margins} The error over all of them is "
                + $"{Percent(Error(answers, r => r.Prediction))} in bfloat16 and {Percent(Error(answers, r => r.Float32Prediction))} "
                + "in float32.",
            Advice = rate > Noticeable
                ? $"Differences of up to {Percent(rate)} may be rounding: measure them again in float32 before relying on them."
                : "",
        };
    }

    private static double MedianMargin(IEnumerable<DtypeAnswer> rows) => rows.Select(r => r.Float32Margin).Median();

    private static double Error(IEnumerable<DtypeAnswer> rows, Func<DtypeAnswer, int> prediction) =>
        rows.Average(r => prediction(r) == r.Label ? 0.0 : 1);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0#} %");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
