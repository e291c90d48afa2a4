namespace Overtone.Data.Planted;

/// <summary>Which options a planted set can have.</summary>
internal static class PlantedRules
{
    // Beyond, more than a pixel in 200 may be clipped.
    private const double LargestContrast = 0.16;

    internal static void Require(PlantedImages set)
    {
        Require(set, set.Size >= 8, "size", $"{set.Size}", "at least 8 pixels");
        Require(set, set.Classes >= 2, "classes", $"{set.Classes}", "at least 2");
        RequireCount(set, "train", set.Train);
        RequireCount(set, "test", set.Test);
        Require(set, set.Redundancy is >= 0 and <= 1, "redundancy", $"{set.Redundancy}", "0 to 1");
        Require(set, set.Background >= 0, "background", $"{set.Background}", "at least 0");
        Require(set, set.Bands.Count > 0, "bands", "none", "at least one");
        foreach (var band in set.Bands)
        {
            Require(set, "bands", band);
        }

        if (set.Shortcut is { } shortcut)
        {
            Require(set, "shortcut", shortcut);
        }

        RequireApart(set);
        var strengths = AllBands(set).Sum(band => band.Strength * band.Strength);
        var contrast = Math.Sqrt((set.Background * set.Background) + strengths);
        Require(set, contrast <= LargestContrast, "contrast",
            $"{contrast:0.####} (the root of background² and the bands' strengths², added)",
            $"at most {LargestContrast}, beyond which pixels are clipped");
    }

    /// <summary>The bands that hold the class and the shortcut, if any.</summary>
    internal static IEnumerable<PlantedBand> AllBands(PlantedImages set) => set.Shortcut is { } band ? set.Bands.Append(band) : set.Bands;

    private static void RequireCount(PlantedImages set, string option, int count)
    {
        Require(set, count >= 1, option, $"{count}", "at least 1 image");
        var most = Array.MaxLength / (3L * set.Size * set.Size);
        Require(set, count <= most, option, $"{count}", $"at most {most} images of this size, which are 2 GiB of pixels");
    }

    private static void Require(PlantedImages set, string option, PlantedBand band)
    {
        var text = PlantedName.Text(band);
        Require(set, band.Width > 0, option, text, "a width above 0");
        Require(set, band.Strength >= 0, option, text, "a strength of at least 0");
        Require(set, band.Beyond >= 0, option, text, $"a radius of at least half the width, {band.Width / 2}");
        Require(set, band.UpTo <= set.Size / 2.0, option, text,
            $"a radius of at most {(set.Size / 2.0) - (band.Width / 2)}, so that the ring ends at the Nyquist frequency, {set.Size / 2.0}");
        var waves = PlantedRing.Waves(set.Size, band).Length;
        Require(set, waves >= set.Classes, option, $"{text}, a ring of {waves} waves", $"at least {set.Classes} waves, one a class");
    }

    private static void RequireApart(PlantedImages set)
    {
        PlantedBand[] sorted = [.. AllBands(set).OrderBy(band => band.Radius)];
        foreach (var (inner, outer) in sorted.Zip(sorted.Skip(1)))
        {
            var option = set.Shortcut is { } shortcut && (inner == shortcut || outer == shortcut) ? "shortcut" : "bands";
            Require(set, inner.UpTo <= outer.Beyond, option,
                $"{PlantedName.Text(inner)} and {PlantedName.Text(outer)}, which overlap",
                option == "bands" ? "bands that share no frequency" : "a band that shares no frequency with those of the class");
        }
    }

    private static void Require(PlantedImages set, bool holds, string option, string found, string expected)
    {
        if (!holds)
        {
            throw new DataFormatException(set.ToString(), option, found, expected);
        }
    }
}
