using Overtone.Catalog.Audit.Attacks;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Planes;

/// <summary>Measures what has a number at every frequency at once: the images' mean spectrum and the gradient's.</summary>
internal static class PlaneMeasurement
{
    /// <summary>The map of gradients, in words.</summary>
    public const string GradientMap = "the map of gradients";

    private const int ImagesAtOnce = 16;

    public static void MeasureSpectrum(OpenSubject subject, TrialContext context)
    {
        int height = subject.Classifier.InputSize.Height, width = subject.Classifier.InputSize.Width;
        Tensor sum = zeros(height, width, dtype: float64);
        for (int first = 0; first < subject.Images.Count; first += ImagesAtOnce)
        {
            using var scope = NewDisposeScope();
            context.Cancellation.ThrowIfCancellationRequested();
            LabelledImages part = subject.Part(first, Math.Min(ImagesAtOnce, subject.Images.Count - first));
            sum.add_(fft.fft2(part.Pixels.to_type(ScalarType.Float64), norm: TorchSharp.FFTNormType.Ortho).abs().mean([1]).sum([0]).cpu());
        }

        context.Write(Table.Of(PlaneRows.Of(sum / subject.Images.Count).Select(r => new MeanMagnitude(r.Cell.Y, r.Cell.X, r.Value))));
    }

    public static void MeasureGradient(OpenSubject subject, TrialContext context) =>
        GradientCoverage.Measure(GradientMap, "", context, () => Gradient(subject, context));

    private static string? Gradient(OpenSubject subject, TrialContext context)
    {
        var classifier = (IDifferentiableClassifier)subject.Classifier;
        using SensitivityPlane sensitivity = FrequencySensitivity.Of(classifier, subject.Images, context.Cancellation);
        string? reason = GradientCoverage.ReasonAgainst(sensitivity.Usable, sensitivity.Images);
        if (reason is null)
            context.Write(Table.Of(PlaneRows.Of(sensitivity.Mean).Select(r => new CellGradient(r.Cell.Y, r.Cell.X, r.Value))));
        return reason;
    }
}
