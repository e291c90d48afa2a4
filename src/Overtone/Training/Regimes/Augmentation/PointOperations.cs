namespace Overtone.Training.Regimes.Augmentation;

/// <summary>Operations on each value alone.</summary>
internal static class PointOperations
{
    /// <summary>Complements of the values from a threshold on; all of them, for 0.</summary>
    public static void Solarize(in ByteImage image, double threshold)
    {
        Span<byte> table = stackalloc byte[256];
        for (int value = 0; value < table.Length; value++)
            table[value] = (byte)(value < threshold ? value : 255 - value);
        Map(image.Pixels, table);
    }

    /// <summary>The highest bits.</summary>
    public static void Posterize(in ByteImage image, int bits)
    {
        byte mask = (byte)~((1 << (8 - bits)) - 1);
        Span<byte> pixels = image.Pixels;
        for (int n = 0; n < pixels.Length; n++)
            pixels[n] &= mask;
    }

    /// <summary>Each value by a table.</summary>
    public static void Map(Span<byte> pixels, ReadOnlySpan<byte> table)
    {
        for (int n = 0; n < pixels.Length; n++)
            pixels[n] = table[pixels[n]];
    }
}
