using Overtone.Robustness;

namespace Overtone.Catalog.Audit;

/// <summary>
/// Frequencies of a heat map that together break many images: after the most harmful one that which breaks most of the images left, and so
/// on. Neighbours break the same images, so that the most harmful ones alone would be little better than the first.
/// Source: Overtone's own; the greedy choice of set covers.
/// </summary>
internal sealed class HarmfulFrequencies
{
    private readonly ImageErrors _errors;
    private readonly int[] _images;

    /// <summary>A choice from a map.</summary>
    /// <param name="errors">Which images are wrong at each frequency.</param>
    /// <param name="images">The places of the images to choose on, all of them right as they are.</param>
    public HarmfulFrequencies(ImageErrors errors, IEnumerable<int> images) => (_errors, _images) = (errors, [.. images]);

    /// <summary>The first ones; fewer if there are no more.</summary>
    /// <param name="candidates">The frequencies to choose from, of which the first wins a tie.</param>
    /// <param name="count">How many.</param>
    public IReadOnlyList<SpatialFrequency> Choose(IEnumerable<SpatialFrequency> candidates, int count)
    {
        List<SpatialFrequency> open = [.. candidates], chosen = [];
        HashSet<int> standing = [.. _images];
        while (chosen.Count < count && open.Count > 0)
        {
            SpatialFrequency next = open.MaxBy(frequency => Share(frequency, standing));
            open.Remove(next);
            chosen.Add(next);
            bool[] wrong = _errors.WrongAt(next);
            standing.RemoveWhere(image => image < wrong.Length && wrong[image]);
        }

        return chosen;
    }

    // Of the images that are left and met the frequency the share that it breaks; where they are few, its share of all counts, too.
    private double Share(SpatialFrequency frequency, IReadOnlyCollection<int> standing)
    {
        bool[] wrong = _errors.WrongAt(frequency);
        (int met, int broken) = Count(wrong, _images);
        (int left, int brokenLeft) = Count(wrong, standing);
        double ofAll = met == 0 ? 0 : (double)broken / met;
        return (brokenLeft + ofAll) / (left + 1);
    }

    private static (int Met, int Broken) Count(bool[] wrong, IEnumerable<int> images)
    {
        int[] met = [.. images.Where(image => image < wrong.Length)];
        return (met.Length, met.Count(image => wrong[image]));
    }
}
