using System.Numerics;
using System.Runtime.InteropServices;

namespace Overtone.Data;

/// <summary>Turns stored bytes into pixels in [0, 1].</summary>
internal static class PixelScaling
{
    /// <summary>Divides, rather than multiplying by the reciprocal, so that the largest byte gives exactly 1.</summary>
    internal static void ToUnit(ReadOnlySpan<byte> source, float maximum, Span<float> destination)
    {
        destination = destination[..source.Length];
        var bytes = MemoryMarshal.Cast<byte, Vector<byte>>(source);
        var floats = MemoryMarshal.Cast<float, Vector<float>>(destination);
        for (var block = 0; block < bytes.Length; block++)
        {
            Vector.Widen(bytes[block], out var low, out var high);
            (floats[4 * block], floats[(4 * block) + 1]) = Divide(low, maximum);
            (floats[(4 * block) + 2], floats[(4 * block) + 3]) = Divide(high, maximum);
        }

        for (var position = bytes.Length * Vector<byte>.Count; position < source.Length; position++)
        {
            destination[position] = source[position] / maximum;
        }
    }

    /// <summary>Pixels in [0, 1] become the nearest bytes, 255 meaning 1.</summary>
    internal static void ToBytes(ReadOnlySpan<float> source, Span<byte> destination)
    {
        const float Half = 0.5f;
        destination = destination[..source.Length];
        var floats = MemoryMarshal.Cast<float, Vector<float>>(source);
        var bytes = MemoryMarshal.Cast<byte, Vector<byte>>(destination);
        for (var block = 0; block < bytes.Length; block++)
        {
            var four = floats.Slice(4 * block, 4);
            bytes[block] = Vector.Narrow(
                Vector.Narrow(Round(four[0]), Round(four[1])), Vector.Narrow(Round(four[2]), Round(four[3])));
        }

        for (var position = bytes.Length * Vector<byte>.Count; position < source.Length; position++)
        {
            destination[position] = (byte)((source[position] * byte.MaxValue) + Half);
        }

        static Vector<uint> Round(Vector<float> pixels) =>
            Vector.AsVectorUInt32(Vector.ConvertToInt32((pixels * byte.MaxValue) + new Vector<float>(Half)));
    }

    /// <summary>The bytes of a grey image, one a pixel at the end of the memory of its pixels, become those pixels.</summary>
    internal static void SpreadGrey(Span<float> pixels, float maximum)
    {
        // Pixel i takes the place of bytes before byte i and of byte i itself, never of one still to be read.
        var bytes = MemoryMarshal.AsBytes(pixels)[^pixels.Length..];
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            pixels[pixel] = bytes[pixel] / maximum;
        }
    }

    /// <summary>
    /// Red, green, blue and alpha of each pixel of an image, in the memory of its last plane, become its planes. Alpha is dropped.
    /// </summary>
    internal static void SpreadRgba(Span<float> planes, float maximum)
    {
        var pixels = planes.Length / 3;
        var blue = planes[(2 * pixels)..];
        var bytes = MemoryMarshal.AsBytes(blue);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            planes[pixel] = bytes[4 * pixel] / maximum;
            planes[pixels + pixel] = bytes[4 * pixel + 1] / maximum;
            blue[pixel] = bytes[4 * pixel + 2] / maximum;
        }
    }

    /// <summary>From red, green, blue and alpha of each pixel to one plane of bytes per colour. Alpha is dropped.</summary>
    internal static void SplitRgba(ReadOnlySpan<byte> interleaved, Span<byte> planes)
    {
        var pixels = planes.Length / 3;
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = planes.Slice(channel * pixels, pixels);
            for (var pixel = 0; pixel < plane.Length; pixel++)
            {
                plane[pixel] = interleaved[4 * pixel + channel];
            }
        }
    }

    private static (Vector<float> Low, Vector<float> High) Divide(Vector<ushort> numbers, float maximum)
    {
        Vector.Widen(numbers, out var low, out var high);
        var divisor = new Vector<float>(maximum);
        return (Float(low) / divisor, Float(high) / divisor);

        static Vector<float> Float(Vector<uint> words) => Vector.ConvertToSingle(Vector.AsVectorInt32(words));
    }
}
