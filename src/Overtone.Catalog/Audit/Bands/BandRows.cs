using Overtone.Robustness;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Bands;

/// <summary>The answer to an image of which a band is kept, or with noise in it.</summary>
[Table("band_answers")]
internal sealed record BandAnswer(BandShape Shape, [Unit(CellRow.Unit)] int Bandwidth, int Image, bool Correct, double Confidence)
{
    /// <summary>The table of those with noise.</summary>
    public const string UnderNoise = "noise_answers";
}

/// <summary>The answers to all images of one band.</summary>
[Table("bands")]
internal sealed record BandScore(
    BandShape Shape, [Unit(CellRow.Unit)] int Bandwidth, double Accuracy, double Error, double StandardError, double Confidence, int Images)
{
    /// <summary>The table of those with noise.</summary>
    public const string UnderNoise = "noise";
}

/// <summary>
/// The share of images that are classified rightly as they are, wrongly without their high frequencies, and rightly from the high frequencies
/// alone (1905.13545, Fig. 2); beside it the share that chance gives when the last two are independent, given the first.
/// </summary>
[Table("flips")]
internal sealed record RadiusFlips([Unit(CellRow.Unit)] int Radius, double FlipRate, double FlipRateByChance, double StandardError, int Images);

/// <summary>One of these shares, as figures draw it.</summary>
[Table("flip_rates")]
internal sealed record FlipCurve(string Kind, [Unit(CellRow.Unit)] int Radius, double Rate);
