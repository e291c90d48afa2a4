using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// Random signs for images and channels: functions of (seed, image) alone, so every frequency, norm and block of images sees the same.
/// Source: 1906.08988 (r uniform in {−1, +1}).
/// </summary>
public static class PerturbationSigns
{
    /// <summary>The signs of some images.</summary>
    /// <param name="rule">How signs are chosen.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="first">The number of the first image.</param>
    /// <param name="count">How many images.</param>
    /// <param name="channels">How many channels.</param>
    /// <returns>Shape [count, channels, 1, 1], float32, −1 or +1.</returns>
    public static Tensor Of(SignRule rule, long seed, int first, int count, int channels) =>
        Of(rule, seed, [.. Enumerable.Range(first, count)], channels);

    /// <summary>The signs of some images.</summary>
    /// <param name="rule">How signs are chosen.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="images">The numbers of the images within the sample.</param>
    /// <param name="channels">How many channels.</param>
    /// <returns>Shape [images, channels, 1, 1], float32, −1 or +1.</returns>
    public static Tensor Of(SignRule rule, long seed, IReadOnlyList<int> images, int channels)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (rule == SignRule.None)
            return ones(images.Count, channels, 1, 1);
        float[] signs = [.. images.SelectMany(image => Draw(seed, image, channels))];
        return tensor(signs, [images.Count, channels, 1, 1]);
    }

    private static IEnumerable<float> Draw(long seed, int image, int channels)
    {
        ulong bits = RandomStreams.SeedOf(seed, "sign", image);
        return Enumerable.Range(0, channels).Select(channel => (bits >> channel & 1) == 0 ? 1f : -1f);
    }
}
