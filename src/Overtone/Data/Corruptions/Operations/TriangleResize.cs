namespace Overtone.Data.Corruptions.Operations;

/// <summary>Another size by a triangular filter, widened when shrinking so that nothing is folded.</summary>
internal static class TriangleResize
{
    /// <summary>Resizes every channel.</summary>
    /// <param name="image">The image, channel by channel.</param>
    /// <param name="from">Its shape.</param>
    /// <param name="to">The wanted shape, of as many channels.</param>
    internal static byte[] Resize(byte[] image, ImageShape from, ImageShape to)
    {
        float[][] rows = Weights(from.Height, to.Height, out var top), columns = Weights(from.Width, to.Width, out var left);
        var result = new byte[to.PixelCount];
        var line = new float[from.Width];
        for (var row = 0; row < to.Channels * to.Height; row++)
        {
            int channel = row / to.Height, y = row % to.Height;
            Array.Clear(line);
            for (var index = 0; index < rows[y].Length; index++)
            {
                var source = image.AsSpan((channel * from.Height + top[y] + index) * from.Width, from.Width);
                for (var x = 0; x < line.Length; x++)
                {
                    line[x] += rows[y][index] * source[x];
                }
            }

            for (var x = 0; x < to.Width; x++)
            {
                var sum = 0.5f;
                for (var index = 0; index < columns[x].Length; index++)
                {
                    sum += columns[x][index] * line[left[x] + index];
                }

                result[row * to.Width + x] = (byte)sum;
            }
        }

        return result;
    }

    private static float[][] Weights(int from, int to, out int[] starts)
    {
        var scale = (float)from / to;
        var support = Math.Max(scale, 1);
        starts = new int[to];
        var weights = new float[to][];
        for (var index = 0; index < to; index++)
        {
            var middle = (index + 0.5f) * scale;
            int start = Math.Max(0, (int)MathF.Floor(middle - support + 0.5f)),
                end = Math.Min(from, (int)MathF.Ceiling(middle + support - 0.5f));
            starts[index] = start;
            float[] row =
            [
                .. Enumerable
                    .Range(start, Math.Max(1, end - start))
                    .Select(pixel => Math.Max(1e-6f, 1 - Math.Abs(pixel + 0.5f - middle) / support)),
            ];
            var sum = row.Sum();
            weights[index] = [.. row.Select(weight => weight / sum)];
        }

        return weights;
    }
}
