namespace Overtone.Training.Regimes.Augmentation;

/// <summary>Operations that follow from the histogram of each channel.</summary>
internal static class HistogramOperations
{
    private const int Values = 256;

    /// <summary>Stretches the values between the least and the greatest to all from 0 to 255.</summary>
    public static void AutoContrast(in ByteImage image)
    {
        Span<byte> table = stackalloc byte[Values];
        for (int channel = 0; channel < ByteImage.Channels; channel++)
        {
            Span<byte> plane = image.Plane(channel);
            (int low, int high) = (255, 0);
            foreach (byte value in plane)
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            if (high <= low)
                continue;
            double scale = 255.0 / (high - low), offset = -low * scale;
            for (int value = 0; value < Values; value++)
                table[value] = (byte)Math.Clamp((int)((value * scale) + offset), 0, 255);
            PointOperations.Map(plane, table);
        }
    }

    /// <summary>Makes all values about equally frequent.</summary>
    public static void Equalize(in ByteImage image)
    {
        Span<int> counts = stackalloc int[Values];
        Span<byte> table = stackalloc byte[Values];
        for (int channel = 0; channel < ByteImage.Channels; channel++)
        {
            Span<byte> plane = image.Plane(channel);
            counts.Clear();
            foreach (byte value in plane)
                counts[value]++;
            // The greatest value's share stays out, so that it becomes 255 itself.
            int step = (plane.Length - counts[counts.LastIndexOfAnyExcept(0)]) / 255;
            if (step == 0)
                continue;
            int below = step / 2;
            for (int value = 0; value < Values; value++)
            {
                table[value] = (byte)Math.Min(below / step, 255);
                below += counts[value];
            }

            PointOperations.Map(plane, table);
        }
    }
}
