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

        context.Write(ToTable("spectrum", Column.Number("magnitude"), sum / subject.Images.Count));
    }

    public static void MeasureGradient(OpenSubject subject, TrialContext context) =>
        GradientCoverage.Measure(GradientMap, "", context, () => Gradient(subject, context));

    private static string? Gradient(OpenSubject subject, TrialContext context)
    {
        var classifier = (IDifferentiableClassifier)subject.Classifier;
        using SensitivityPlane sensitivity = FrequencySensitivity.Of(classifier, subject.Images, context.Cancellation);
        string? reason = GradientCoverage.ReasonAgainst(sensitivity.Usable, sensitivity.Images);
        if (reason is null)
            context.Write(ToTable("gradient", Column.Number("sensitivity", "nats per unit of l2 norm"), sensitivity.Mean));
        return reason;
    }

    private static Table ToTable(string name, Column value, Tensor plane)
    {
        var rows = new TableBuilder(name, FrequencyColumns.Y, FrequencyColumns.X, value);
        foreach ((SpatialFrequency cell, double number) in PlaneRows.Of(plane))
            rows.Add(cell.Y, cell.X, number);
        return rows.Build();
    }
}
