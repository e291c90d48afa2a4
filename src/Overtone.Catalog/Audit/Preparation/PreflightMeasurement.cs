using System.Globalization;
using MathNet.Numerics.Distributions;
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

    private const string Outputs = "outputs", Classes = "classes", Batches = "batches", Gradients = "gradients";

    private const string Filled = "all of one size", Usable = "by libtorch";
    private const int SampleSize = 256, QuickSampleSize = 64, LargeImage = 64, MostAlternatives = 2;
    private const double GoodAccuracy = 0.7, Chance = 0.05;

    /// <summary>
    /// The subject as a model that passed must be asked: what its outputs are and whether batches are filled up is decided once, so that no
    /// trial decides otherwise on other images.
    /// </summary>
    public static AuditSubject Apply(TableSet tables, AuditSubject subject) => subject with
    {
        Outputs = Enum.GetValues<OutputKind>().First(kind => StudyText.Kebab(kind) == Property(tables, Outputs)),
        FillsBatches = Property(tables, Batches) == Filled,
        GradientFault = tables.Rows<ModelProperty>().SingleOrDefault(r => r.Property == Gradients)?.Value is { } value && value != Usable
            ? value
            : null,
    };

    /// <summary>The model's number of classes.</summary>
    public static int ClassesOf(TableSet tables) => int.Parse(Property(tables, Classes), CultureInfo.InvariantCulture);

    public static void Measure(PreflightTrial trial, OpenSubject subject, Recorder to)
    {
        PreflightReport report = Check(trial, subject, to);
        // Not disposed: what it wraps is the subject's.
        IClassifier classifier = LogitClassifier.Of(subject.Classifier, report.Outputs);
        if (report.HasErrors)
        {
            to.Add(Rows(report.Findings));
            to.Add(Properties(report, classifier));
            return;
        }

        Tensor logits = classifier.Logits(subject.Images.Pixels, to.Cancellation);
        var answers = ClassifierAnswers.Of(logits, subject.Images.Labels.Span);
        to.Add(Rows(report.Findings.Concat(Alternatives(report, answers, subject, to))));
        to.Add(Properties(report, classifier));
        to.Add(Answers(answers, subject.Images.Labels));
        to.WriteArtefact(CleanLogits, stream =>
        {
            using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            logits.Save(writer);
        });
        InputSize size = subject.Classifier.InputSize;
        to.Add(new ModelSize(size.Channels, size.Height, size.Width, subject.Images.Count));
    }

    private static IEnumerable<CheckFinding> Rows(IEnumerable<PreflightFinding> findings) =>
        findings.Select(finding => new CheckFinding(finding.Check, finding.Severity, finding.ToString()));

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

    // A wrong range or mean does not always ruin a model: on easy images it costs a few points, which everything after would blame on
    // frequencies. So the usual other ways are always tried, on the same images; of a good model and large images on fewer of them.
    private static IEnumerable<PreflightFinding> Alternatives(
        PreflightReport report, ClassifierAnswers answers, OpenSubject subject, Recorder to)
    {
        if (report.Accuracy is null or 1)
            yield break;
        InputSize size = subject.Classifier.InputSize;
        bool isQuick = report.Accuracy >= GoodAccuracy && Math.Min(size.Height, size.Width) > LargeImage;
        LabelledImages sample = subject.Part(0, Math.Min(report.Images, isQuick ? QuickSampleSize : SampleSize));
        bool[] usual = [.. answers.IsError.Take(sample.Count).Select(error => error == 0)];
        IReadOnlyList<InputAlternative> ways = InputAlternatives.Of(subject.Input, size);
        (InputAlternative Way, bool[] Right)[] better =
        [
            .. ways.Select(way => (way, subject.AreRightWith(way.Spec, sample, report.Outputs, to)))
                .Where(way => IsBetter(way.Item2, usual, Chance / ways.Count)),
        ];
        foreach ((InputAlternative way, bool[] right) in better.OrderByDescending(way => way.Right.Count(r => r)).Take(MostAlternatives))
        {
            yield return new(
                "input", PreflightSeverity.Warning,
                $"with {way.Name}, {Share(right)} of the first {sample.Count} images would be classified correctly instead of "
                    + Share(usual),
                Advice: $"Try {way.Options}");
        }

        static string Share(bool[] right) => StudyText.Percent(right.Average(r => r ? 1.0 : 0));
    }

    // The sign test on the images that only one of two ways gets right (McNemar).
    private static bool IsBetter(bool[] way, bool[] usual, double chance)
    {
        int gained = way.Zip(usual).Count(image => image is (true, false)), lost = way.Zip(usual).Count(image => image is (false, true));
        return gained > lost && Binomial.CDF(0.5, gained + lost, lost) <= chance;
    }

    private static string Property(TableSet tables, string name) => tables.Rows<ModelProperty>().Single(r => r.Property == name).Value;

    private static IEnumerable<ModelProperty> Properties(PreflightReport report, IClassifier classifier) =>
    [
        new("model", classifier.Description.ToString()),
        new("input", classifier.InputSize.ToString()),
        new(Classes, FormattableString.Invariant($"{classifier.ClassCount}")),
        new(Outputs, StudyText.Kebab(report.Outputs)),
        new(Batches, report.DependsOnBatch ? Filled : "of any size"),
        .. report.GradientFault is { } fault ? [new ModelProperty(Gradients, fault)]
            : classifier is IDifferentiableClassifier ? [new ModelProperty(Gradients, Usable)]
            : Array.Empty<ModelProperty>(),
    ];

    private static IEnumerable<CleanAnswer> Answers(ClassifierAnswers answers, ReadOnlyMemory<long> labels) =>
        Enumerable.Range(0, answers.Count)
            .Select(n => new CleanAnswer(n, labels.Span[n], answers.Predictions[n], answers.Loss[n], answers.Margin[n]));
}
