using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// Looks at a classifier and some labelled images before hours are spent on them: range of the pixels, kind and repeatability of the
/// outputs, their gradients, accuracy, order of the classes. These are the mistakes that make a robustness measurement wrong without making
/// it fail.
/// Source: the checks of auto-attack (<c>checks.py</c>), and what its users and RobustBench's got wrong.
/// </summary>
public static class Preflight
{
    private const int SingleImages = 8, GradientImages = 64;

    /// <summary>Runs all checks; what stops one of them is a finding, not an exception.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">float32 [N, C, H, W], fitted to the classifier, pixels in [0, 1]; a few hundred tell most.</param>
    /// <param name="labels">One label per image, each the place of an output.</param>
    /// <param name="labelNames">The names of the labels, if known: they are compared with the classifier's.</param>
    /// <param name="dataSize">The size of the images before they were fitted: a change of their channels is then told.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <exception cref="ArgumentException">
    /// There is no image, labels are not as many, or the images do not have the classifier's shape.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static PreflightReport Run(
        IClassifier classifier, Tensor images, IReadOnlyList<long> labels, IReadOnlyList<string>? labelNames = null,
        InputSize? dataSize = null, CancellationToken cancellation = default)
    {
        if (images.shape[0] == 0 || images.shape[0] != labels.Count)
        {
            throw new ArgumentException(
                $"There are {images.shape[0]} images and {labels.Count} labels; expected equal numbers, at least one of "
                    + "each.", nameof(labels));
        }

        using var scope = NewDisposeScope();
        if (classifier.ClassCount == 1)
            return OfOneOutput(classifier, images, labels, labelNames, dataSize, cancellation);
        PixelCheck pixels = PixelCheck.Of(images);
        List<PreflightFinding> findings =
        [
            .. ChannelCheck.Of(dataSize, classifier.InputSize),
            .. classifier.Description.Adaptations.Select(done => new PreflightFinding("model", PreflightSeverity.Information, done)),
            .. pixels.Findings,
            .. LabelCheck.Of(classifier, labels, labelNames ?? []),
        ];
        var report = new PreflightReport(
            classifier.Description, labels.Count, null, null, pixels.Smallest, pixels.Largest, OutputKind.Logits, null, null, 0, findings);
        try
        {
            LogitTable logits = LogitTable.Of(classifier, images, cancellation);
            findings.AddRange(OutputCheck.Of(logits, classifier is IDifferentiableClassifier, labels));
            RepeatCheck repeat = RepeatCheck.Of(classifier, images, logits, SingleImages, cancellation);
            findings.AddRange(repeat.Findings);
            GradientCheck gradients = GradientCheck.Of(classifier, images, logits, GradientImages, cancellation);
            findings.AddRange(gradients.Findings);
            report = report with
            {
                GradientDifference = gradients.Difference,
                GradientFault = gradients.Fault,
                Outputs = OutputCheck.AreProbabilities(logits) ? OutputKind.Probabilities : OutputKind.Logits,
                RepeatDifference = repeat.RepeatDifference,
                BatchDifference = repeat.BatchDifference,
                BatchFlips = repeat.BatchFlips,
                DependsOnBatch = repeat.DependsOnBatch,
            };
            return logits.IsFinite ? AccuracyCheck.Add(report, findings, logits, labels, labelNames ?? []) : report;
        }
        catch (ModelFormatException error)
        {
            findings.Add(new PreflightFinding("inference", PreflightSeverity.Error, $"{error.Field}: {error.Found}", error.Expected,
                "Fix the model or export it again"));
            return report;
        }
    }

    private static PreflightReport OfOneOutput(
        IClassifier classifier, Tensor images, IReadOnlyList<long> labels, IReadOnlyList<string>? labelNames, InputSize? dataSize,
        CancellationToken cancellation)
    {
        OutputKind kind = KindOfOne(classifier, images, cancellation);
        PreflightReport report = Run(LogitClassifier.Of(classifier, kind), images, labels, labelNames, dataSize, cancellation);
        string what = kind == OutputKind.OneProbability ? "probability" : "score (before its sigmoid)";
        PreflightFinding found = new(
            "outputs", PreflightSeverity.Information, $"one number per image, read as the {what} of the second of two classes");
        return report with { Outputs = kind, Findings = [found, .. report.Findings] };
    }

    // Shown by its values: a score leaves [0, 1] sooner or later.
    private static OutputKind KindOfOne(IClassifier classifier, Tensor images, CancellationToken cancellation)
    {
        try
        {
            LogitTable outputs = LogitTable.Of(classifier, images, cancellation);
            return outputs.Values.All(value => value is >= 0 and <= 1) ? OutputKind.OneProbability : OutputKind.OneLogit;
        }
        catch (ModelFormatException)
        {
            // The checks will say so.
            return OutputKind.OneLogit;
        }
    }
}
