using System.Numerics;
using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions;

/// <summary>Brings a result into [0, 1] and, as the published sets are, down to whole bytes.</summary>
internal static class PixelLimits
{
    /// <summary>The largest byte.</summary>
    internal const float Bytes = 255;

    // Single precision must not push what is a whole byte below it.
    private const float Slack = 1f / 8192;

    /// <summary>Limits the result, and tells whether it differs from the image.</summary>
    internal static bool Apply(ReadOnlySpan<float> image, Span<float> result, bool toBytes)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (var index = 0; index < vectors.Length; index++)
        {
            var limited = Vector.Min(Vector.Max(vectors[index], Vector<float>.Zero), Vector<float>.One);
            vectors[index] = toBytes
                ? Vector.Floor(limited * Bytes + new Vector<float>(Slack)) / new Vector<float>(Bytes)
                : limited;
        }

        foreach (ref var value in result[(vectors.Length * Vector<float>.Count)..])
        {
            var limited = Math.Min(Math.Max(value, 0), 1);
            value = toBytes ? MathF.Floor(limited * Bytes + Slack) / Bytes : limited;
        }

        return !image.SequenceEqual(result);
    }

    /// <summary>What a cast to a byte makes of values in [0, 1]: the next whole byte below, in [0, 255].</summary>
    internal static float Truncate(float value) => MathF.Floor(Math.Clamp(value, 0, 1) * Bytes + Slack);
}
