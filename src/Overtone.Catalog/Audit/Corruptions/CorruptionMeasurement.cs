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
/// Measures a model on corrupted images, and what the corruption changed. Images are corrupted as the model gets them, after any resizing,
/// on threads of their own while the model runs.
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
        Corruption corruption = CorruptionCatalog.Named(trial.Corruption);
        CorruptedImages corrupted = Corrupted(trial, subject, context);
        int batchSize = BatchesOfModel * subject.Classifier.Description.BatchSize;
        for (int severity = 1; severity <= Corruption.Severities; severity++)
        {
            using var spectrum = new DifferenceSpectrum(height, width);
            int errors = 0;
            foreach (CorruptedBatch batch in corrupted.Batches(new CorruptionLevel(corruption, severity), batchSize, context.Cancellation))
            {
                using (batch)
                using (NewDisposeScope())
                {
                    errors += (int)ClassifierAnswers.Of(subject.Classifier.Logits(batch.Images, context.Cancellation), batch.Labels.data<long>().ToArray()).IsError.Sum();
                    spectrum.Add(batch.Clean, batch.Images);
                    int shown = batch.Indices.Span.IndexOf(trial.Shown);
                    if (shown >= 0)
                        sheet.Add(batch.Images[shown], trial.Corruption, $"{severity}");
                    context.Report((severity - 1 + ((batch.Indices.Span[^1] + 1.0) / images.Count)) / Corruption.Severities);
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

    private static CorruptedImages Corrupted(CorruptionTrial trial, OpenSubject subject, TrialContext context)
    {
        LabelledImages images = subject.Images;
        int[] labels = Array.ConvertAll(images.Labels.ToArray(), label => (int)label);
        var settings = new CorruptionSettings { Mode = trial.Mode, Seed = trial.Subject.Seed, Frost = trial.Frost.Length > 0 ? FrostTextures.FromFolder(trial.Frost) : FrostTextures.Procedural };
        var data = new TensorDataset("the audit's sample", images.Pixels, subject.ClassNames, labels);
        return new CorruptedImages(data, settings) { Threads = context.Environment.Threads };
    }

    private static Table Magnitudes(string corruption, DifferenceSpectrum spectrum, int height, int width)
    {
        var rows = new TableBuilder(Spectra, Column.Text("corruption"), FrequencyColumns.Y, FrequencyColumns.X, Column.Number("log10_magnitude"));
        foreach ((SpatialFrequency cell, double magnitude) in PlaneRows.Of(spectrum.MeanMagnitude(), AuditScale.RegionFor(height, width)))
            rows.Add(corruption, cell.Y, cell.X, Math.Log10(Math.Max(magnitude, 1e-12)));
        return rows.Build();
    }
}
