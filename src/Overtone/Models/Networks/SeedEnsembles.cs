namespace Overtone.Models.Networks;

/// <summary>
/// Decides how many seeds are trained together as one <see cref="MultilayerPerceptronEnsemble"/>. The rule is fixed, never a timing,
/// because the ensemble is part of a trial's identity.
/// Source: none; measured in <c>bench/</c>.
/// </summary>
public static class SeedEnsembles
{
    /// <summary>
    /// Weights and hidden activations, in numbers, that an ensemble may hold: two megabytes of float32, about a core's cache. A network
    /// that fills it alone keeps the core busy, so that batching gains nothing.
    /// </summary>
    public const long CachedNumbers = 1 << 19;

    /// <summary>The most networks in one ensemble.</summary>
    public const int LargestEnsemble = 16;

    /// <summary>How many seeds to train together: 1, or up to <see cref="LargestEnsemble"/>.</summary>
    /// <param name="shape">The networks' shape.</param>
    /// <param name="samples">Samples a training step.</param>
    public static int SizeFor(PerceptronShape shape, long samples)
    {
        long activations = samples * shape.Widths.Skip(1).SkipLast(1).Sum(width => (long)width);
        return (int)Math.Clamp(CachedNumbers / Math.Max(1, shape.WeightCount + activations), 1, LargestEnsemble);
    }

    /// <summary>Consecutive seeds cut into ensembles of at most <paramref name="size"/>.</summary>
    public static IReadOnlyList<long[]> Cut(long firstSeed, int count, int size) =>
        [.. Enumerable.Range(0, count).Select(n => firstSeed + n).Chunk(size)];

    /// <summary>Consecutive seeds cut into ensembles of <see cref="SizeFor"/>.</summary>
    /// <param name="firstSeed">The first seed.</param>
    /// <param name="count">How many seeds.</param>
    /// <param name="shape">The networks' shape.</param>
    /// <param name="samples">Samples a training step.</param>
    public static IReadOnlyList<long[]> Cut(long firstSeed, int count, PerceptronShape shape, long samples) =>
        Cut(firstSeed, count, SizeFor(shape, samples));
}
