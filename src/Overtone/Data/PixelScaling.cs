namespace Overtone.Data;

/// <summary>Turns stored bytes into pixels in [0, 1].</summary>
internal static class PixelScaling
{
    /// <summary>Divides, rather than multiplying by the reciprocal, so that the largest byte gives exactly 1.</summary>
    internal static void ToUnit(ReadOnlySpan<byte> source, float maximum, Span<float> destination)
    {
        destination = destination[..source.Length];
        for (var position = 0; position < source.Length; position++)
        {
            destination[position] = source[position] / maximum;
        }
    }

    /// <summary>From red, green, blue per pixel to one plane per channel.</summary>
    internal static void SplitPlanes(ReadOnlySpan<byte> interleaved, int channels, int stride, Span<byte> planes)
    {
        var pixels = planes.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = planes.Slice(channel * pixels, pixels);
            for (var pixel = 0; pixel < plane.Length; pixel++)
            {
                plane[pixel] = interleaved[pixel * stride + channel];
            }
        }
    }
}
