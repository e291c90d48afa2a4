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
    public static Tensor Of(SignRule rule, long seed, int first, int count, int channels)
    {
        if (rule == SignRule.None)
            return ones(count, channels, 1, 1);
        float[] signs = [.. Enumerable.Range(first, count).SelectMany(image => Draw(seed, image, channels))];
        return tensor(signs, [count, channels, 1, 1]);
    }

    private static IEnumerable<float> Draw(long seed, int image, int channels)
    {
        ulong bits = RandomStreams.SeedOf(seed, "sign", image);
        return Enumerable.Range(0, channels).Select(channel => (bits >> channel & 1) == 0 ? 1f : -1f);
    }
}
