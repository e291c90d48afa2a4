using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Bands;

/// <summary>What the band sweeps say, summed up from the answers to every image.</summary>
internal static class BandTables
{
    /// <summary>Accuracy and confidence for each shape and bandwidth.</summary>
    public static IEnumerable<BandScore> Summary(IEnumerable<BandAnswer> answers)
    {
        foreach (var ((shape, bandwidth), band) in answers.GroupBy(r => (r.Shape, r.Bandwidth)).Select(g => (g.Key, g.ToArray())))
        {
            double accuracy = band.Average(r => r.Correct ? 1.0 : 0), error = StandardError.OfShare(accuracy, band.Length);
            yield return new BandScore(shape, bandwidth, accuracy, 1 - accuracy, error, band.Average(r => r.Confidence), band.Length);
        }
    }

    /// <summary>The images that are right from high frequencies alone and wrong without them, for each radius.</summary>
    public static IEnumerable<RadiusFlips> Flips(IReadOnlyCollection<CleanAnswer> clean, IEnumerable<BandAnswer> answers)
    {
        HashSet<int> right = [.. clean.Where(r => r.IsRight).Select(r => r.Image)];
        return answers.Where(r => r.Shape is BandShape.RadialLowPass or BandShape.RadialHighPass).GroupBy(r => r.Bandwidth).Select(radius =>
        {
            HashSet<int> Where(BandShape shape, bool correct) =>
                [.. radius.Where(r => r.Shape == shape && r.Correct == correct).Select(r => r.Image).Where(right.Contains)];
            HashSet<int> lowWrong = Where(BandShape.RadialLowPass, false), highRight = Where(BandShape.RadialHighPass, true);
            double rate = (double)lowWrong.Intersect(highRight).Count() / clean.Count;
            double chance = right.Count == 0 ? 0 : (double)lowWrong.Count * highRight.Count / right.Count / clean.Count;
            return new RadiusFlips(radius.Key, rate, chance, StandardError.OfShare(rate, clean.Count), clean.Count);
        });
    }
}

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
    /// <summary>The tables of square and of round bands alone, and those of images with noise.</summary>
    public const string Squares = "bands_square", Discs = "bands_radial", Noise = "noise", NoiseSquares = "noise_square";
}

/// <summary>
/// The share of images that are classified rightly as they are, wrongly without their high frequencies, and rightly from the high
/// frequencies alone (1905.13545, Fig. 2); beside it the share that chance gives when the last two are independent, given the first.
/// </summary>
[Table("flips")]
internal sealed record RadiusFlips(
    [Unit(CellRow.Unit)] int Radius, double FlipRate, double FlipRateByChance, double StandardError, int Images);

/// <summary>One of these shares, as figures draw it.</summary>
[Table("flip_rates")]
internal sealed record FlipCurve(string Kind, [Unit(CellRow.Unit)] int Radius, double Rate);
