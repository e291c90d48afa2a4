using Overtone.Catalog.Audit.Pictures;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Corruptions;

/// <summary>
/// Measures a model on corrupted images, and what the corruption changed, in the images as the model gets them.
/// </summary>
internal static class CorruptionMeasurement
{
    /// <summary>The table of errors and of what was changed, one row a severity.</summary>
    public const string Answers = "corruption_answers";

    /// <summary>The table of difference spectra at one severity.</summary>
    public const string Spectra = "corruption_spectra";

    /// <summary>The table of the contact sheet's pixels.</summary>
    public const string Sheet = "corruption_sheet";

    /// <summary>The severity whose spectrum is kept.</summary>
    public const int SpectrumSeverity = 3;

    /// <summary>The longest side of a picture on the contact sheet; of larger images the middle is shown.</summary>
    public const int LongestSide = 64;

    private const int BatchesOfModel = 4;

    public static void Measure(CorruptionTrial trial, OpenSubject subject, TrialContext context)
    {
        LabelledImages images = subject.Images;
        (int height, int width) = ((int)images.Pixels.shape[2], (int)images.Pixels.shape[3]);
        var rows = new TableBuilder(
            Answers,
            [Column.Text("corruption"), Column.Integer("severity"), Column.Integer("images"), Column.Integer("errors"), Column.Integer("unchanged"), Column.Number("l2_norm"),
            .. Enum.GetValues<HighFrequencyMask>().Select(mask => Column.Number(ColumnOf(mask)))]);
        var sheet = new PixelTable(Sheet, (int)images.Pixels.shape[1], LongestSide, Column.Text("corruption"), Column.Text("severity"));
        sheet.Add(images.Pixels[trial.Shown], trial.Corruption, "clean");
        var source = CorruptionSource.Open(trial, subject, context);
        int batchSize = BatchesOfModel * subject.Classifier.Description.BatchSize;
        for (int severity = 1; severity <= Corruption.Severities; severity++)
        {
            using var spectrum = new DifferenceSpectrum(height, width);
            int errors = 0;
            foreach (CorruptedPart part in source.Parts(severity, batchSize, context.Cancellation))
            {
                using (part)
                using (NewDisposeScope())
                {
                    errors += (int)ClassifierAnswers.Of(subject.Classifier.Logits(part.Images, context.Cancellation), images.Labels.Span.Slice(part.First, part.Count)).IsError.Sum();
                    spectrum.Add(part.Clean, part.Images);
                    if (trial.Shown >= part.First && trial.Shown < part.First + part.Count)
                        sheet.Add(part.Images[trial.Shown - part.First], trial.Corruption, $"{severity}");
                    context.Report((severity - 1 + ((part.First + part.Count + 0.0) / images.Count)) / Corruption.Severities);
                }
            }

            rows.Add([
                trial.Corruption, severity, images.Count, errors, spectrum.Unchanged, spectrum.MeanNorm,
                .. Enum.GetValues<HighFrequencyMask>().Select(mask => (object)spectrum.Fraction(mask))]);
            if (severity == SpectrumSeverity)
                context.Write(Magnitudes(trial.Corruption, spectrum, height, width));
        }

        context.Write(rows.Build());
        context.Write(sheet.Build());
    }

    /// <summary>The column with the share of energy under a mask.</summary>
    public static string ColumnOf(HighFrequencyMask mask) => $"high_frequency_{StudyText.Kebab(mask).Replace('-', '_')}";

    private static Table Magnitudes(string corruption, DifferenceSpectrum spectrum, int height, int width)
    {
        var rows = new TableBuilder(Spectra, Column.Text("corruption"), FrequencyColumns.Y, FrequencyColumns.X, Column.Number("log10_magnitude"));
        foreach ((SpatialFrequency cell, double magnitude) in PlaneRows.Of(spectrum.MeanMagnitude(), AuditScale.RegionFor(height, width)))
            rows.Add(corruption, cell.Y, cell.X, Math.Log10(Math.Max(magnitude, 1e-12)));
        return rows.Build();
    }
}
