namespace Overtone.Data;

/// <summary>Chooses a class-balanced part of a labelled set as a function of a seed alone.</summary>
internal static class BalancedSelection
{
    /// <summary>Indices in ascending order.</summary>
    internal static int[] Choose(int[] labels, int count, long seed)
    {
        // Rank the images of each class by a random number of their own, then take whole ranks across classes: the classes
        // stay even until the small ones run out, and a larger count only adds images.
        return
        [
            .. Enumerable.Range(0, labels.Length)
                .GroupBy(index => labels[index])
                .SelectMany(group => group
                    .OrderBy(index => RandomStreams.SeedOf(seed, "subset", index))
                    .ThenBy(index => index)
                    .Select((index, rank) => (Index: index, Rank: rank, Label: group.Key)))
                .OrderBy(image => image.Rank)

                // Where a rank does not fit whole, no class is preferred: the first ones would often be alike (breeds of dogs).
                .ThenBy(image => RandomStreams.SeedOf(seed, "class", image.Label))
                .ThenBy(image => image.Label)
                .Take(count)
                .Select(image => image.Index)
                .Order(),
        ];
    }
}
