namespace Overtone.Training.Regimes.Augmentation;

/// <summary>
/// Operations that go from a poorer image (grey, black, blurred) through the image and beyond: a factor of 0 gives the poorer one, 1 the
/// image.
/// </summary>
internal static class BlendOperations
{
    private const int Middle = 5, Sum = 13;

    /// <summary>From an even grey of the mean brightness.</summary>
    public static void Contrast(in ByteImage image, double factor)
    {
        Span<byte> grey = image.RoomPlane(0);
        Luminance(image, grey);
        long sum = 0;
        foreach (byte value in grey)
            sum += value;
        image.Room.Fill((byte)(int)(((double)sum / grey.Length) + 0.5));
        Blend(image, factor);
    }

    /// <summary>From grey.</summary>
    public static void Colour(in ByteImage image, double factor)
    {
        Luminance(image, image.RoomPlane(0));
        image.RoomPlane(0).CopyTo(image.RoomPlane(1));
        image.RoomPlane(0).CopyTo(image.RoomPlane(2));
        Blend(image, factor);
    }

    /// <summary>From black.</summary>
    public static void Brightness(in ByteImage image, double factor)
    {
        image.Room.Clear();
        Blend(image, factor);
    }

    /// <summary>From a smoothed image, whose border is left as it is.</summary>
    public static void Sharpness(in ByteImage image, double factor)
    {
        image.Pixels.CopyTo(image.Room);
        for (int channel = 0; channel < ByteImage.Channels; channel++)
            Smooth(image.Plane(channel), image.RoomPlane(channel), image.Height, image.Width);
        Blend(image, factor);
    }

    private static void Smooth(ReadOnlySpan<byte> from, Span<byte> to, int height, int width)
    {
        for (int row = 1; row < height - 1; row++)
        {
            ReadOnlySpan<byte> above = from.Slice((row - 1) * width, width), here = from.Slice(row * width, width),
                under = from.Slice((row + 1) * width, width);
            Span<byte> line = to.Slice(row * width, width);
            for (int column = 1; column < width - 1; column++)
            {
                int sum = above[column - 1] + above[column] + above[column + 1]
                    + here[column - 1] + (Middle * here[column]) + here[column + 1]
                    + under[column - 1] + under[column] + under[column + 1];
                line[column] = (byte)(((2 * sum) + Sum) / (2 * Sum));
            }
        }
    }

    // The weights of ITU-R BT.601 in 65536ths.
    private static void Luminance(in ByteImage image, Span<byte> grey)
    {
        ReadOnlySpan<byte> red = image.Plane(0), green = image.Plane(1), blue = image.Plane(2);
        for (int n = 0; n < grey.Length; n++)
            grey[n] = (byte)(((red[n] * 19595) + (green[n] * 38470) + (blue[n] * 7471) + 0x8000) >> 16);
    }

    private static void Blend(in ByteImage image, double factor)
    {
        float share = (float)factor;
        Span<byte> pixels = image.Pixels;
        ReadOnlySpan<byte> poorer = image.Room;
        for (int n = 0; n < pixels.Length; n++)
            pixels[n] = (byte)Math.Clamp(poorer[n] + (share * (pixels[n] - poorer[n])), 0f, 255f);
    }
}
