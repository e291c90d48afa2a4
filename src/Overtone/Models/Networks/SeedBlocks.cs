namespace Overtone.Models.Networks;

/// <summary>
/// Decides how many seeds are trained together as one <see cref="MultilayerPerceptronBlock"/>. The rule is fixed, never a timing, because
/// the block is part of a trial's identity.
/// Source: none; measured in <c>bench/</c>.
/// </summary>
public static class SeedBlocks
{
    /// <summary>
    /// Multiplications a step of one network above which its own matrix products keep a core busy, so that batching gains nothing.
    /// </summary>
    public const long BusyMultiplications = 4_000_000;

    /// <summary>The most networks in one block.</summary>
    public const int LargestBlock = 16;

    /// <summary>How many seeds to train together: 1, or up to <see cref="LargestBlock"/>.</summary>
    /// <param name="shape">The networks' shape.</param>
    /// <param name="samples">Samples a training step.</param>
    public static int SizeFor(PerceptronShape shape, long samples) =>
        (int)Math.Clamp(BusyMultiplications / Math.Max(1, shape.WeightCount * samples), 1, LargestBlock);

    /// <summary>Consecutive seeds cut into blocks of at most <paramref name="size"/>.</summary>
    public static IReadOnlyList<long[]> Cut(long firstSeed, int count, int size) =>
        [.. Enumerable.Range(0, count).Select(n => firstSeed + n).Chunk(size)];
}
