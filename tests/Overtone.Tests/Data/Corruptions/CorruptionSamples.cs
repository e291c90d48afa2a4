using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Data.Corruptions.Operations;

namespace Overtone.Tests.Data.Corruptions;

/// <summary>Images for tests of corruptions.</summary>
internal static class CorruptionSamples
{
    /// <summary>An image like a photograph: soft shapes, edges and a little texture, of whole bytes.</summary>
    internal static float[] Picture(ImageShape shape, int seed = 0)
    {
        var random = new RandomNumbers();
        random.Restart(RandomStreams.SeedOf(seed, "picture"), 0);
        var noise = new GradientNoise(random);
        float size = Math.Min(shape.Height, shape.Width);
        var pixels = new float[shape.PixelCount];
        for (var position = 0; position < pixels.Length; position++)
        {
            int channel = position / (shape.Height * shape.Width), y = position / shape.Width % shape.Height, x = position % shape.Width;
            float u = x / size * 3, v = y / size * 3;
            var value =
                0.5f
                + 0.4f * noise.At(u + channel * 0.2f, v)
                + 0.2f * noise.At(3 * u, 3 * v + 5)
                + (noise.At(u, v + 40) > 0.1f ? 0.25f : 0)
                - 0.1f * channel;
            pixels[position] = MathF.Round(Math.Clamp(value, 0, 1) * 255) / 255;
        }

        return pixels;
    }

    /// <summary>A set of such images.</summary>
    internal static MemoryDataset Set(ImageShape shape, int count) =>
        new(
            "pictures",
            shape,
            ["a", "b"],
            [.. Enumerable.Range(0, count).Select(index => index % 2)],
            [.. Enumerable.Range(0, count).SelectMany(index => Picture(shape, index))]);

    /// <summary>The corrupted image.</summary>
    internal static float[] Apply(
        Corruption corruption, float[] image, ImageShape shape, int severity, int index = 0, CorruptionSettings? settings = null)
    {
        var result = new float[image.Length];
        corruption.Apply(image, shape, severity, index, result, new CorruptionWorkspace(settings));
        return result;
    }

    /// <summary>The ℓ2 norm of the difference.</summary>
    internal static double Distance(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var sum = 0.0;
        for (var position = 0; position < first.Length; position++)
        {
            sum += ((double)first[position] - second[position]) * ((double)first[position] - second[position]);
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Every so-manieth of the 10,000 test images of CIFAR-10, or the test is skipped.</summary>
    internal static Dataset Cifar(int count)
    {
        var folder = Path.Combine(TestData.FolderOrSkip("cifar10-jpeg"), "test");
        var all = ImageFolderReader.Read(folder, "cifar10-test", memoryLimit: 0, cancellation: TestContext.Current.CancellationToken);
        return new SubsetDataset(
            all, [.. Enumerable.Range(0, count).Select(position => position * (all.Count / count))], "some of CIFAR-10");
    }
}
