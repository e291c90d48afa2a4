using System.Globalization;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit looks at before anything long: whether the model does what it should, its clean answers.</summary>
internal static class PreflightMeasurement
{
    /// <summary>The artefact with the clean logits.</summary>
    public const string CleanLogits = "clean-logits";

    private const string Outputs = "outputs", Classes = "classes", Batches = "batches";

    private const string Filled = "all of one size";
    private const int SampleSize = 256, MostAlternatives = 2;
    private const double GoodAccuracy = 0.7;

    /// <summary>
    /// The subject as a model that passed must be asked: what its outputs are and whether batches are filled up is decided once, so that no
    /// trial decides otherwise on other images.
    /// </summary>
    public static AuditSubject Apply(TableSet tables, AuditSubject subject) => subject with
    {
        Outputs = Enum.GetValues<OutputKind>().First(kind => StudyText.Kebab(kind) == Property(tables, Outputs)),
        FillsBatches = Property(tables, Batches) == Filled,
    };

    /// <summary>The model's number of classes.</summary>
    public static int ClassesOf(TableSet tables) => int.Parse(Property(tables, Classes), CultureInfo.InvariantCulture);

    public static void Measure(PreflightTrial trial, OpenSubject subject, Recorder to)
    {
        PreflightReport report = Check(trial, subject, to);
        to.Add(report.Findings.Concat(Alternatives(report, subject, to))
            .Select(finding => new CheckFinding(finding.Check, finding.Severity, finding.ToString())));
        // Not disposed: what it wraps is the subject's.
        IClassifier classifier = LogitClassifier.Of(subject.Classifier, report.Outputs);
        to.Add(Properties(report, classifier));
        if (report.HasErrors)
            return;
        Tensor logits = classifier.Logits(subject.Images.Pixels, to.Cancellation);
        to.Add(Answers(ClassifierAnswers.Of(logits, subject.Images.Labels.Span), subject.Images.Labels));
        to.WriteArtefact(CleanLogits, stream =>
        {
            using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            logits.Save(writer);
        });
        InputSize size = subject.Classifier.InputSize;
        to.Add(new ModelSize(size.Channels, size.Height, size.Width, subject.Images.Count));
    }

    // In float32: whether a model is sound shows in differences that rounding to bfloat16 would hide.
    private static PreflightReport Check(PreflightTrial trial, OpenSubject subject, Recorder to)
    {
        using OpenModel? exact = trial.Subject.Dtype == NumberType.Float32
            ? null
            : subject.Reopen(trial.Subject.BatchSize, to, type: NumberType.Float32);
        LabelledImages sample = subject.Part(0, Math.Min(SampleSize, subject.Images.Count));
        return Preflight.Run(
            exact?.Classifier ?? subject.Classifier, sample.Pixels, sample.Labels.ToArray(), subject.ClassNames, subject.DataSize,
            to.Cancellation);
    }

    // Where a model does badly, the usual other ways of handing it images are tried on the same ones.
    private static IEnumerable<PreflightFinding> Alternatives(PreflightReport report, OpenSubject subject, Recorder to)
    {
        if (report.HasErrors || report is not { Accuracy: < GoodAccuracy, AccuracyInterval: { } interval })
            yield break;
        LabelledImages sample = subject.Part(0, report.Images);
        (InputAlternative Way, WilsonInterval Right, double Share)[] tried =
        [
            .. from way in InputAlternatives.Of(subject.Input, subject.Classifier.InputSize.Channels)
               let share = subject.AccuracyWith(way.Spec, sample, report.Outputs, to)
               select (way, WilsonInterval.Of((int)Math.Round(share * sample.Count), sample.Count), share),
        ];
        foreach ((InputAlternative way, WilsonInterval right, double share) in tried.OrderByDescending(t => t.Share).Take(MostAlternatives))
        {
            if (right.Low > interval.High)
                yield return new(
                    "input", PreflightSeverity.Warning,
                    $"with {way.Name}, {StudyText.Percent(share)} of these images would be classified correctly instead of "
                        + $"{StudyText.Percent(report.Accuracy.Value)}",
                    Advice: $"Try {way.Options}");
        }
    }

    private static string Property(TableSet tables, string name) => tables.Rows<ModelProperty>().Single(r => r.Property == name).Value;

    private static IEnumerable<ModelProperty> Properties(PreflightReport report, IClassifier classifier) =>
    [
        new("model", classifier.Description.ToString()),
        new("input", classifier.InputSize.ToString()),
        new(Classes, FormattableString.Invariant($"{classifier.ClassCount}")),
        new(Outputs, StudyText.Kebab(report.Outputs)),
        new(Batches, report.DependsOnBatch ? Filled : "of any size"),
    ];

    private static IEnumerable<CleanAnswer> Answers(ClassifierAnswers answers, ReadOnlyMemory<long> labels) =>
        Enumerable.Range(0, answers.Count)
            .Select(n => new CleanAnswer(n, labels.Span[n], answers.Predictions[n], answers.Loss[n], answers.Margin[n]));
}
