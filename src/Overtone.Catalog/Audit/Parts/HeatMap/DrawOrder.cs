namespace Overtone.Catalog.Audit;

/// <summary>In which order the cells of a heat map take the images of the sample.</summary>
internal static class DrawOrder
{
    /// <summary>
    /// A random order whose first images, however many, hold the classes as the whole sample does, as exactly as whole images allow.
    /// </summary>
    /// <param name="labels">The labels of a sample that is in random order.</param>
    /// <param name="seed">The seed of the sample.</param>
    /// <returns>Places in the sample.</returns>
    public static int[] Of(IReadOnlyList<long> labels, long seed)
    {
        var counts = labels.CountBy(label => label).ToDictionary();
        Dictionary<long, int> taken = [];
        double[] share = [.. labels.Select((label, image) =>
        {
            int before = taken.GetValueOrDefault(label);
            taken[label] = before + 1;
            return (before + (RandomStreams.SeedOf(seed, "draw", image) / (double)ulong.MaxValue)) / counts[label];
        })];
        return [.. Enumerable.Range(0, labels.Count).OrderBy(image => share[image])];
    }

    /// <summary>The answers to the sample as it is, in the order in which an audit's cells take the images.</summary>
    public static CleanAnswer[] Of(AuditOptions options, IEnumerable<CleanAnswer> clean)
    {
        CleanAnswer[] sample = [.. clean.OrderBy(r => r.Image)];
        return options.Resolution is null
            ? sample
            : [.. Of([.. sample.Select(r => r.Label)], options.Seed).Select(image => sample[image])];
    }
}
