using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

/// <summary>Images of random pixels with random labels.</summary>
internal static class SampleImages
{
    internal static LabelledImages Of(InputSize size, int count, int classes, long seed)
    {
        using var pixels = Draw.Uniform(seed, count, size.Channels, size.Height, size.Width);
        long[] labels = [.. Enumerable.Range(0, count).Select(n => (long)(RandomStreams.SeedOf(seed, "label", n) % (ulong)classes))];
        return new LabelledImages(pixels.to(ScalarType.Float32), labels);
    }
}
