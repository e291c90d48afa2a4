using Overtone.Models;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

internal sealed partial record AuditOptions
{
    [Option("Bandwidths of the sweeps, odd numbers in cycles per image; auto: a range that fits the image "
        + "size", Minimum = 1, Unset = "auto",
        Group = BandSweep.Title)]
    public int[]? Bandwidths { get; init; }
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

/// <summary>A measurement band after band: what sweeps over filtered images and over noise have in common.</summary>
internal static class BandSweep
{
    public const string Title = "Sweeps over bandwidths";

    private static readonly int[] Thirtyseconds = [1, 3, 5, 7, 11, 15, 19, 23, 27, 31];
    private static readonly int[] RadiusThirtyseconds = [1, 2, 4, 6, 8, 10, 12, 14, 16];

    /// <summary>The bandwidths of a shape: sides of squares or radii of discs.</summary>
    /// <exception cref="InvalidOptionException">A bandwidth is even or larger than the images.</exception>
    public static int[] BandwidthsOf(AuditSetting audit, BandShape shape)
    {
        int shorter = audit.Size.Shorter;
        int[]? chosen = audit.Options.Bandwidths;
        int[] sides = chosen is null
            ? [.. Thirtyseconds.Select(n => PublishedSize.Bandwidth(n, shorter)).Where(side => side <= shorter).Distinct()]
            : [.. chosen.Distinct().Order()];
        RequireOdd(sides, shorter, $" up to {shorter}");
        return IsSquare(shape)
            ? sides
            : chosen is null
                ? [.. RadiusThirtyseconds.Select(n => (int)Math.Round(n * shorter / 32.0)).Where(radius => radius > 0).Distinct()]
                : [.. sides.Select(side => (side - 1) / 2).Where(radius => radius > 0)];
    }

    /// <summary>Checks what can be checked before the size of the images is known.</summary>
    /// <exception cref="InvalidOptionException">A bandwidth is even.</exception>
    public static void Require(AuditOptions options)
    {
        if (options.Bandwidths is { } chosen)
            RequireOdd(chosen, int.MaxValue, "");
    }

    public static bool IsSquare(BandShape shape) => shape is BandShape.SquareLowPass or BandShape.SquareHighPass;

    /// <summary>Asks a model about images changed by one filter after another.</summary>
    public static IEnumerable<BandAnswer> Answers(
        BandShape shape, int[] bandwidths, OpenSubject subject, Recorder to, Func<BandFilter, Func<Tensor, int, Tensor>> change)
    {
        for (int n = 0; n < bandwidths.Length; n++)
        {
            Func<Tensor, int, Tensor> changed = change(new BandFilter(shape, bandwidths[n]));
            ClassifierAnswers answers = ChangedImages.Ask(subject.Classifier, subject.Images, changed, to.Cancellation);
            for (int image = 0; image < answers.Count; image++)
                yield return new BandAnswer(shape, bandwidths[n], image, answers.IsError[image] == 0, answers.Confidence[image]);
            to.Report((n + 1.0) / bandwidths.Length);
        }
    }

    /// <summary>Accuracy and confidence for each shape and bandwidth.</summary>
    public static IEnumerable<BandScore> Scores(IEnumerable<BandAnswer> answers)
    {
        foreach (var ((shape, bandwidth), band) in answers.GroupBy(r => (r.Shape, r.Bandwidth)).Select(g => (g.Key, g.ToArray())))
        {
            double accuracy = band.Average(r => r.Correct ? 1.0 : 0), error = StandardError.OfShare(accuracy, band.Length);
            yield return new BandScore(shape, bandwidth, accuracy, 1 - accuracy, error, band.Average(r => r.Confidence), band.Length);
        }
    }

    /// <summary>A plot over the bandwidths of one of the tables of <see cref="BandScore"/>, still without a value.</summary>
    public static Plot<BandScore> Plot(string table, string bandwidth, string title = "") => new Plot<BandScore>(title)
        .From(table).X(r => r.Bandwidth, $"{bandwidth} (cycles per image)").By(r => r.Shape).LinesAndPoints();

    private static void RequireOdd(int[] sides, int most, string limit)
    {
        int wrong = Array.FindIndex(sides, side => side % 2 == 0 || side > most);
        if (wrong >= 0)
        {
            throw new InvalidOptionException(
                "--bandwidths", $"{sides[wrong]}", $"odd numbers{limit}: an even square keeps a frequency without its conjugate");
        }
    }
}
