using Overtone.Data;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>Measures the mean spectrum of the images.</summary>
internal sealed record SpectrumTrial(AuditSubject Subject) : SubjectTrial(Subject)
{
    public override string Label => "spectrum of the images";
}

/// <summary>The mean magnitude of the images' Fourier transform.</summary>
[Table("spectrum")]
internal sealed record MeanMagnitude([Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Magnitude)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>The same as figures draw it.</summary>
[Table("spectrum_plane")]
internal sealed record LogMagnitude([Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Log10Magnitude)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>
/// What frequencies the images hold.
/// Source: 1906.08988, Fig. 2 (left).
/// </summary>
internal sealed class ImageSpectrum : AuditPart
{
    private const int ImagesAtOnce = 16;

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<SpectrumTrial>("spectrum", Measure)];

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit) => [new SpectrumTrial(audit.Subject)];

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        HashSet<SpatialFrequency> shown = [.. HeatMapScale.Of(audit).Plane.Cells];
        to.Add(to.Rows<MeanMagnitude>().Where(r => shown.Contains(r.Cell))
            .Select(r => new LogMagnitude(r.FrequencyY, r.FrequencyX, Math.Log10(Math.Max(r.Magnitude, 1e-12)))));
        to.Figure(
            "image-spectrum", "What the images hold",
            "Base-10 logarithm of the mean magnitude of the images' Fourier transform (orthonormal, no window, mean over channels and "
                + "images), zero frequency in the middle.",
            CellRow.Map<LogMagnitude>().Colour(r => r.Log10Magnitude, "log10 magnitude"));
    }

    private static void Measure(SpectrumTrial trial, OpenSubject subject, Recorder to)
    {
        int height = subject.Classifier.InputSize.Height, width = subject.Classifier.InputSize.Width;
        Tensor sum = zeros(height, width, dtype: float64);
        for (int first = 0; first < subject.Images.Count; first += ImagesAtOnce)
        {
            using var scope = NewDisposeScope();
            to.Cancellation.ThrowIfCancellationRequested();
            LabelledImages part = subject.Part(first, Math.Min(ImagesAtOnce, subject.Images.Count - first));
            sum.add_(fft.fft2(part.Pixels.to_type(ScalarType.Float64), norm: TorchSharp.FFTNormType.Ortho).abs().mean([1]).sum([0]).cpu());
        }

        to.Add(PlaneRows.Of(sum / subject.Images.Count).Select(r => new MeanMagnitude(r.Cell.Y, r.Cell.X, r.Value)));
    }
}
