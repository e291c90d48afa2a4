namespace Overtone.Data;

/// <summary>Chooses a class-balanced part of a labelled set as a function of a seed alone.</summary>
internal static class BalancedSelection
{
    /// <summary>Indices in ascending order.</summary>
    internal static int[] Choose(int[] labels, int count, long seed)
    {
        // Rank the images of each class by a hash of (seed, index), then take whole ranks across classes: the classes
        // stay even until the small ones run out, and a larger count only adds images.
        return
        [
            .. Enumerable.Range(0, labels.Length)
                .GroupBy(index => labels[index])
                .SelectMany(group => group
                    .OrderBy(index => Hash(seed, index))
                    .ThenBy(index => index)
                    .Select((index, rank) => (Index: index, Rank: rank, Label: group.Key)))
                .OrderBy(image => image.Rank)
                .ThenBy(image => image.Label)
                .Take(count)
                .Select(image => image.Index)
                .Order(),
        ];
    }

    // SplitMix64 (Steele, Lea, Flood 2014): a stream per seed, an element per image, no generator state to keep.
    private static ulong Hash(long seed, int index)
    {
        unchecked
        {
            return Mix(Mix((ulong)seed) + ((ulong)index + 1) * 0x9E3779B97F4A7C15UL);
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
