using Overtone.Data;

namespace Overtone.Tests.Data;

/// <summary>Small made-up data for tests of readers.</summary>
internal static class Sample
{
    /// <summary>Images of 2x2 pixels whose first pixel is their index, with the given labels.</summary>
    internal static MemoryDataset Dataset(params int[] labels)
    {
        var pixels = new byte[labels.Length * 4];
        for (var index = 0; index < labels.Length; index++)
        {
            pixels[index * 4] = (byte)index;
        }

        return new MemoryDataset("sample", new ImageShape(1, 2, 2), ["a", "b", "c"], labels, pixels);
    }

    /// <summary>Bytes that repeat only after a prime number of steps.</summary>
    internal static byte[] Bytes(int count, int start = 0) => [.. Enumerable.Range(start, count).Select(value => (byte)(value % 251))];

    internal static float[] Pixels(Dataset data, int index)
    {
        var pixels = new float[data.Shape.PixelCount];
        data.ReadPixels(index, pixels);
        return pixels;
    }

    /// <summary>Mean and standard deviation of each channel over all pixels of a set.</summary>
    internal static (double Mean, double Deviation)[] ChannelMoments(Dataset data)
    {
        var plane = data.Shape.Height * data.Shape.Width;
        var sums = new double[data.Shape.Channels];
        var squares = new double[data.Shape.Channels];
        var pixels = new float[data.Shape.PixelCount];
        for (var index = 0; index < data.Count; index++)
        {
            data.ReadPixels(index, pixels);
            for (var position = 0; position < pixels.Length; position++)
            {
                sums[position / plane] += pixels[position];
                squares[position / plane] += (double)pixels[position] * pixels[position];
            }
        }

        var count = (double)data.Count * plane;
        return [.. sums.Zip(squares, (sum, square) => (sum / count, Math.Sqrt(square / count - sum / count * (sum / count))))];
    }

    internal static int[] ClassCounts(Dataset data)
    {
        var counts = new int[data.ClassNames.Count];
        foreach (var label in data.Labels)
        {
            counts[label]++;
        }

        return counts;
    }
}
