namespace Overtone.Data.Corruptions.Operations;

/// <summary>Reads an image between its pixels.</summary>
internal static class BilinearSampling
{
    /// <summary>For every pixel of the result, in all channels, the image at a place of its own.</summary>
    /// <param name="image">The image.</param>
    /// <param name="shape">Its shape, and that of the result.</param>
    /// <param name="rows">One row a pixel, fractions allowed.</param>
    /// <param name="columns">One column a pixel.</param>
    /// <param name="border">What lies beyond the image.</param>
    /// <param name="result">Room for the result.</param>
    internal static void Sample(
        ReadOnlySpan<float> image, ImageShape shape, ReadOnlySpan<float> rows, ReadOnlySpan<float> columns, Border border,
        Span<float> result)
    {
        int height = shape.Height, width = shape.Width, plane = height * width;
        for (var pixel = 0; pixel < plane; pixel++)
        {
            float row = rows[pixel], column = columns[pixel];
            int above = (int)MathF.Floor(row), left = (int)MathF.Floor(column);
            float down = row - above, across = column - left;
            int upper = border.Inside(above, height) * width, lower = border.Inside(above + 1, height) * width;
            int before = border.Inside(left, width), after = border.Inside(left + 1, width);
            for (var first = 0; first < image.Length; first += plane)
            {
                var values = image.Slice(first, plane);
                var top = values[upper + before] + across * (values[upper + after] - values[upper + before]);
                var bottom = values[lower + before] + across * (values[lower + after] - values[lower + before]);
                result[first + pixel] = top + down * (bottom - top);
            }
        }
    }
}
