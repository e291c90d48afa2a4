using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>A model's errors at a severity, and what the corruption changed: shares of high frequencies by three definitions.</summary>
[Table("corruption_answers")]
internal sealed record CorruptionAnswer(
    string Corruption, int Severity, int Images, int Errors, int Unchanged, double L2Norm, double HighFrequencyNyquistSquare,
    double HighFrequencyOutsideSquare, double HighFrequencyOutsideDisc);

/// <summary>The spectrum of what a corruption changes, at <see cref="CorruptionPart.SpectrumSeverity"/>.</summary>
[Table("corruption_spectra")]
internal sealed record CorruptionMagnitude(
    string Corruption, [Unit("cycles per image")] int FrequencyY, [Unit("cycles per image")] int FrequencyX, double Log10Magnitude);

/// <summary>A pixel of the contact sheet, of grey images.</summary>
[Table("corruption_sheet")]
internal readonly record struct GreySheetPixel(string Corruption, string Severity, int Row, int Column, double Grey);

/// <summary>A pixel of the contact sheet, of images in colour.</summary>
[Table("corruption_sheet")]
internal readonly record struct ColourSheetPixel(
    string Corruption, string Severity, int Row, int Column, double Red, double Green, double Blue);

/// <summary>A corruption at a severity.</summary>
[Table("corruptions")]
internal sealed record CorruptionRate(
    string Corruption, int Severity, double Accuracy, double Error, double StandardError, int Images, int Unchanged, double L2Norm,
    double HighFrequencyNyquistSquare, double HighFrequencyOutsideSquare, double HighFrequencyOutsideDisc);

/// <summary>A corruption, means over its severities.</summary>
[Table("corruption_means")]
internal sealed record CorruptionMean(
    string Corruption, double Accuracy, double Error, double AccuracyChange, int Unchanged, double L2Norm,
    double HighFrequencyNyquistSquare, double HighFrequencyOutsideSquare, double HighFrequencyOutsideDisc);
