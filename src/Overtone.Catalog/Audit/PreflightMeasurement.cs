using System.Diagnostics;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit looks at before anything long: whether the model does what it should, its clean answers, the batch size.</summary>
internal static class PreflightMeasurement
{
    /// <summary>The artefact with the clean logits.</summary>
    public const string CleanLogits = "clean-logits";

    /// <summary>The table of the input's size, the number of images and the chosen batch size.</summary>
    public const string Input = "model_input";

    private const int SampleSize = 256;
    private const double SecondsPerBatchSize = 0.4;

    public static void Measure(PreflightTrial trial, OpenSubject subject, TrialContext context)
    {
        LabelledImages sample = subject.Part(0, Math.Min(SampleSize, subject.Images.Count));
        PreflightReport report = Preflight.Run(subject.Classifier, sample.Pixels, sample.Labels.ToArray(), context.Cancellation);
        WriteFindings(report, subject.Classifier, context);
        if (report.HasErrors)
            return;
        Tensor logits = subject.Classifier.Logits(subject.Images.Pixels, context.Cancellation);
        WriteAnswers(ClassifierAnswers.Of(logits, subject.Images.Labels.Span), subject.Images.Labels.Span, context);
        context.WriteArtefact(CleanLogits, stream =>
        {
            using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            logits.Save(writer);
        });
        WriteInput(subject.Classifier.InputSize, subject.Images.Count, Fastest(trial, subject, context), context);
    }

    private static void WriteFindings(PreflightReport report, IClassifier classifier, TrialContext context)
    {
        var findings = new TableBuilder("preflight", Column.Text("check"), Column.Text("severity"), Column.Text("finding"));
        foreach (PreflightFinding finding in report.Findings)
            findings.Add(finding.Check, StudyText.Kebab(finding.Severity), finding.Message);
        context.Write(findings.Build());
        context.Write(new TableBuilder("model", Column.Text("property"), Column.Text("value"))
            .Add("model", classifier.Description.ToString())
            .Add("input", classifier.InputSize.ToString())
            .Add("classes", FormattableString.Invariant($"{classifier.ClassCount}"))
            .Build());
    }

    private static void WriteAnswers(ClassifierAnswers answers, ReadOnlySpan<long> labels, TrialContext context)
    {
        var clean = new TableBuilder(
            "clean", Column.Integer("image"), Column.Integer("label"), Column.Integer("prediction"), Column.Number("loss", "nats"), Column.Number("margin", "logits"));
        for (int n = 0; n < answers.Count; n++)
            clean.Add(n, labels[n], answers.Predictions[n], answers.Loss[n], answers.Margin[n]);
        context.Write(clean.Build());
    }

    // The choice, not the times: a table holds nothing that differs from one run to the next without need.
    private static void WriteInput(InputSize size, int images, int batchSize, TrialContext context) => context.Write(
        new TableBuilder(Input, Column.Integer("channels"), Column.Integer("height", "pixels"), Column.Integer("width", "pixels"), Column.Integer("images"), Column.Integer("batch_size", "images"))
            .Add(size.Channels, size.Height, size.Width, images, batchSize)
            .Build());

    private static int Fastest(PreflightTrial trial, OpenSubject subject, TrialContext context)
    {
        if (trial.BatchSizes.Length == 1 || subject.Classifier.Description.IsBatchFixed)
            return trial.BatchSizes.Length == 1 ? trial.BatchSizes[0] : subject.Classifier.Description.BatchSize;
        return trial.BatchSizes.MinBy(size => SecondsPerImage(subject, size, context));
    }

    private static double SecondsPerImage(OpenSubject subject, int batchSize, TrialContext context)
    {
        using var scope = NewDisposeScope();
        // A sample smaller than the batch is repeated: only the time counts here.
        Tensor pixels = subject.Images.Pixels;
        Tensor batch = cat([.. Enumerable.Repeat(pixels, 1 + (batchSize / subject.Images.Count))]).narrow(0, 0, batchSize);
        using IClassifier classifier = subject.Reopen(batchSize, context);
        double fastest = double.PositiveInfinity;
        long begin = Stopwatch.GetTimestamp();
        do
        {
            context.Cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            classifier.Logits(batch, context.Cancellation).Dispose();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < SecondsPerBatchSize);
        return fastest / batchSize;
    }
}
