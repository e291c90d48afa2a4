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
    /// <summary>The severity whose spectrum is kept.</summary>
    public const int SpectrumSeverity = 3;

    // Of a picture on the contact sheet; of larger images the middle is shown.
    private const int LongestSide = 64;
    private const int BatchesOfModel = 4;

    public static void Measure(CorruptionTrial trial, OpenSubject subject, TrialContext context)
    {
        LabelledImages images = subject.Images;
        (int height, int width) = ((int)images.Pixels.shape[2], (int)images.Pixels.shape[3]);
        var answers = new List<CorruptionAnswer>();
        var sheet = new List<(string Severity, Pixel[] Pixels)> { ("clean", Pixel.Of(images.Pixels[trial.Shown], LongestSide)) };
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
                    Tensor logits = subject.Classifier.Logits(part.Images, context.Cancellation);
                    errors += (int)ClassifierAnswers.Of(logits, images.Labels.Span.Slice(part.First, part.Count)).IsError.Sum();
                    spectrum.Add(part.Clean, part.Images);
                    if (trial.Shown >= part.First && trial.Shown < part.First + part.Count)
                        sheet.Add(($"{severity}", Pixel.Of(part.Images[trial.Shown - part.First], LongestSide)));
                    context.Report((severity - 1 + ((part.First + part.Count + 0.0) / images.Count)) / Corruption.Severities);
                }
            }

            answers.Add(new CorruptionAnswer(
                trial.Corruption, severity, images.Count, errors, spectrum.Unchanged, spectrum.MeanNorm,
                spectrum.Fraction(HighFrequencyMask.NyquistSquare), spectrum.Fraction(HighFrequencyMask.OutsideSquare),
                spectrum.Fraction(HighFrequencyMask.OutsideDisc)));
            if (severity == SpectrumSeverity)
                context.Write(Table.Of(PlaneRows.Of(spectrum.MeanMagnitude(), AuditScale.RegionFor(height, width)).Select(cell =>
                    new CorruptionMagnitude(trial.Corruption, cell.Cell.Y, cell.Cell.X, Math.Log10(Math.Max(cell.Value, 1e-12))))));
        }

        context.Write(Table.Of(answers));
        context.Write(images.Pixels.shape[1] == 1
            ? Table.Of(sheet.SelectMany(picture => picture.Pixels, (picture, p) =>
                new GreySheetPixel(trial.Corruption, picture.Severity, p.Row, p.Column, p.Red)))
            : Table.Of(sheet.SelectMany(picture => picture.Pixels, (picture, p) =>
                new ColourSheetPixel(trial.Corruption, picture.Severity, p.Row, p.Column, p.Red, p.Green, p.Blue))));
    }
}
