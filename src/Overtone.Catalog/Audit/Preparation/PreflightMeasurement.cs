using System.Globalization;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Tables;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Preparation;

/// <summary>What an audit looks at before anything long: whether the model does what it should, its clean answers.</summary>
internal static class PreflightMeasurement
{
    /// <summary>The artefact with the clean logits.</summary>
    public const string CleanLogits = "clean-logits";

    /// <summary>The table of the input's size and the number of images.</summary>
    public const string Input = "model_input";

    private const string Model = "model", Outputs = "outputs", Classes = "classes";

    private const int SampleSize = 256;

    /// <summary>What the outputs of a model that passed are: decided once, so that no trial decides otherwise on other images.</summary>
    public static OutputKind OutputsOf(TableSet tables) =>
        Enum.Parse<OutputKind>(Property(tables, Outputs), ignoreCase: true);

    /// <summary>The model's number of classes.</summary>
    public static int ClassesOf(TableSet tables) => int.Parse(Property(tables, Classes), CultureInfo.InvariantCulture);

    public static void Measure(PreflightTrial trial, OpenSubject subject, TrialContext context)
    {
        PreflightReport report = Check(trial, subject, context);
        WriteModel(report, subject.Classifier, context);
        if (report.HasErrors)
            return;
        // Not disposed: what it wraps is the subject's.
        IClassifier classifier = report.Outputs == OutputKind.Probabilities
            ? LogProbabilityClassifier.Of(subject.Classifier)
            : subject.Classifier;
        Tensor logits = classifier.Logits(subject.Images.Pixels, context.Cancellation);
        WriteAnswers(ClassifierAnswers.Of(logits, subject.Images.Labels.Span), subject.Images.Labels.Span, context);
        context.WriteArtefact(CleanLogits, stream =>
        {
            using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            logits.Save(writer);
        });
        WriteInput(subject.Classifier.InputSize, subject.Images.Count, context);
    }

    // In float32: whether a model is sound shows in differences that rounding to bfloat16 would hide.
    private static PreflightReport Check(PreflightTrial trial, OpenSubject subject, TrialContext context)
    {
        using OpenModel? exact = trial.Subject.Dtype == NumberType.Float32 ? null : subject.Reopen(trial.Subject.BatchSize, context, type: NumberType.Float32);
        LabelledImages sample = subject.Part(0, Math.Min(SampleSize, subject.Images.Count));
        return Preflight.Run(exact?.Classifier ?? subject.Classifier, sample.Pixels, sample.Labels.ToArray(), subject.ClassNames, subject.DataSize, context.Cancellation);
    }

    private static string Property(TableSet tables, string name) =>
        tables[Model].Rows.Single(r => r.Text("property") == name).Text("value");

    private static void WriteModel(PreflightReport report, IClassifier classifier, TrialContext context)
    {
        var findings = new TableBuilder("preflight", Column.Text("check"), Column.Text("severity"), Column.Text("finding"));
        foreach (PreflightFinding finding in report.Findings)
            findings.Add(finding.Check, StudyText.Kebab(finding.Severity), finding.ToString());
        context.Write(findings.Build());
        context.Write(new TableBuilder(Model, Column.Text("property"), Column.Text("value"))
            .Add("model", classifier.Description.ToString())
            .Add("input", classifier.InputSize.ToString())
            .Add(Classes, FormattableString.Invariant($"{classifier.ClassCount}"))
            .Add(Outputs, StudyText.Kebab(report.Outputs))
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

    private static void WriteInput(InputSize size, int images, TrialContext context) => context.Write(
        new TableBuilder(Input, Column.Integer("channels"), Column.Integer("height", "pixels"), Column.Integer("width", "pixels"), Column.Integer("images"))
            .Add(size.Channels, size.Height, size.Width, images)
            .Build());
}
