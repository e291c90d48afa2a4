using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

internal sealed partial record AuditOptions
{
    [Option("Corruptions to measure, at five severities each: all (the 19 of CIFAR-10-C), benchmark (the 15 of the mean corruption "
        + "error), none, or names such as fog,gaussian_noise", Group = CorruptionPart.Title)]
    public string[] Corruptions { get; init; } = ["all"];

    [Option("Folder with the same images already corrupted, laid out like CIFAR-10-C (NAME.npy and labels.npy), to measure "
        + "instead", Group = CorruptionPart.Title)]
    public string CorruptedData { get; init; } = "";

    [Option("Keep the quirks of the published corruption code (faithful) or fix them (corrected)", Group = CorruptionPart.Title)]
    public CorruptionMode CorruptionMode { get; init; } = CorruptionMode.Faithful;

    [Option("Folder with ice photos for the frost corruption (default: generated ice; the published photos may not be "
        + "redistributed)", Group = CorruptionPart.Title)]
    public string Frost { get; init; } = "";
}

/// <summary>Measures a model on images spoiled by one corruption, at all severities.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Corruption">The corruption's published name.</param>
/// <param name="Mode">Whether the published program's quirks are kept.</param>
/// <param name="Frost">A folder with pictures of ice for frost; empty for procedural ones, and for all other corruptions.</param>
/// <param name="Folder">The folder that the corrupted images are read from; null where they are made.</param>
/// <param name="Shown">The image that the contact sheet shows.</param>
internal sealed record CorruptionTrial(
    AuditSubject Subject, string Corruption, CorruptionMode Mode, string Frost,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Folder, int Shown) : SubjectTrial(Subject)
{
    public override string Label => $"corruption {Corruption}";

    public override IReadOnlyList<string> Files() => Folder is not null
        ? CorruptedFolder.FilesOf(Folder, Corruption)
        : Frost.Length > 0 ? FrostTextures.FilesOf(Frost) : [];
}

/// <summary>
/// Errors on corrupted images, and what the corruption changed, in the images as the model gets them.
/// Source: 1906.08988, Fig. 6 and Table 1; the corruptions of 1903.12261.
/// </summary>
internal sealed class CorruptionPart : AuditPart
{
    public const string Title = "Corruptions";

    /// <summary>The severity whose spectrum is kept.</summary>
    public const int SpectrumSeverity = 3;

    // Of a picture on the contact sheet; of larger images the middle is shown.
    private const int LongestSide = 64;
    private const int BatchesOfModel = 4;

    public override string Heading => Title;

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<CorruptionTrial>("corruption", Measure, Always)];

    public override AuditOptions Smoke(AuditOptions options) => options with { Corruptions = ["gaussian_noise", "contrast"] };

    public override AuditOptions Look(AuditOptions options, AuditLook look) =>
        look == AuditLook.First ? options with { Corruptions = [CorruptionChoice.None] } : options;

    public override void Require(AuditOptions options, RunEnvironment environment) =>
        CorruptionChoice.Require(options, environment.DataRoots);

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit)
    {
        AuditOptions options = audit.Options;
        return CorruptionChoice.Of(options, audit.Size.Channels).Select(corruption => new CorruptionTrial(
            audit.Subject, corruption, options.CorruptionMode,
            corruption == "frost" && options.Frost.Length > 0 ? Path.GetFullPath(options.Frost) : "",
            options.CorruptedData.Length > 0 ? Path.GetFullPath(options.CorruptedData) : null,
            PicturesPart.Shown(audit.Preflight.Rows<CleanAnswer>())));
    }

    public override void Conclude(AuditSetting audit, Conclusion to) => new CorruptionFindings(audit, to).Conclude();

    public override void Compare(AuditSetting audit, ComparedModels models, Conclusion to) =>
        new CorruptionComparison(audit, models).Conclude(to);

    private static void Measure(CorruptionTrial trial, OpenSubject subject, Recorder to)
    {
        LabelledImages images = subject.Images;
        (int height, int width) = ((int)images.Pixels.shape[2], (int)images.Pixels.shape[3]);
        var source = CorruptionSource.Open(trial, subject, to);
        int batchSize = BatchesOfModel * subject.Classifier.Description.BatchSize;
        Show("clean", images.Pixels[trial.Shown]);
        for (int severity = 1; severity <= Corruption.Severities; severity++)
        {
            using var spectrum = new DifferenceSpectrum(height, width);
            int errors = 0;
            foreach (CorruptedPart part in source.Parts(severity, batchSize, to.Cancellation))
            {
                using (part)
                using (NewDisposeScope())
                {
                    Tensor logits = subject.Classifier.Logits(part.Images, to.Cancellation);
                    errors += (int)ClassifierAnswers.Of(logits, images.Labels.Span.Slice(part.First, part.Count)).IsError.Sum();
                    spectrum.Add(part.Clean, part.Images);
                    if (trial.Shown >= part.First && trial.Shown < part.First + part.Count)
                        Show($"{severity}", part.Images[trial.Shown - part.First]);
                    to.Report((severity - 1 + ((part.First + part.Count + 0.0) / images.Count)) / Corruption.Severities);
                }
            }

            to.Add(new CorruptionAnswer(
                trial.Corruption, severity, images.Count, errors, spectrum.Unchanged, spectrum.MeanNorm,
                spectrum.Fraction(HighFrequencyMask.NyquistSquare), spectrum.Fraction(HighFrequencyMask.OutsideSquare),
                spectrum.Fraction(HighFrequencyMask.OutsideDisc)));
            if (severity == SpectrumSeverity)
            {
                to.Add(PlaneRows.Shown(spectrum.MeanMagnitude()).Select(r =>
                    new CorruptionMagnitude(trial.Corruption, r.Cell.Y, r.Cell.X, Math.Log10(Math.Max(r.Value, 1e-12)))));
            }
        }

        void Show(string severity, Tensor picture)
        {
            ShownPixel[] pixels = ShownPixel.Of(picture, LongestSide);
            if (picture.shape[0] == 1)
                to.Add(pixels.Select(p => new GreySheetPixel(trial.Corruption, severity, p.Row, p.Column, p.Red)));
            else
                to.Add(pixels.Select(p => new ColourSheetPixel(trial.Corruption, severity, p.Row, p.Column, p.Red, p.Green, p.Blue)));
        }
    }
}
