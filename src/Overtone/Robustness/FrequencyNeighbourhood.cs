namespace Overtone.Robustness;

/// <summary>
/// Neighbouring frequencies whose errors are averaged.
/// Source: as <see cref="FrequencyTiling"/>.
/// </summary>
/// <param name="Middle">The member next to its middle, by which it is named.</param>
/// <param name="Members">
/// Canonical members of conjugate pairs, each as often as it counts: where one is its own conjugate, the others stand here twice.
/// </param>
public sealed record FrequencyNeighbourhood(SpatialFrequency Middle, IReadOnlyList<SpatialFrequency> Members)
{
    /// <summary>The frequency that an image meets when it meets one of them: a function of (seed, neighbourhood, image) alone.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="image">The number of the image within the sample.</param>
    public SpatialFrequency Draw(long seed, int image)
    {
        ulong bits = RandomStreams.SeedOf(seed, FormattableString.Invariant($"neighbourhood {Middle.Y} {Middle.X}"), image);
        return Members[(int)(bits % (ulong)Members.Count)];
    }
}
