using SkiaSharp;

namespace Overtone.Cli.Tests;

/// <summary>Labelled images for the small model beside the tests: four classes, three channels, 8x8 pixels.</summary>
internal static class Photos
{
    private const int Classes = 4, PerClass = 3, Side = 8;

    /// <summary>Writes a folder of images for each class.</summary>
    public static void Write(string folder)
    {
        for (int label = 0; label < Classes; label++)
        {
            string part = Directory.CreateDirectory(Path.Combine(folder, $"class{label}")).FullName;
            for (int number = 0; number < PerClass; number++)
                File.WriteAllBytes(Path.Combine(part, $"{number}.png"), Png(label, number));
        }
    }

    /// <summary>Stripes whose width tells the class.</summary>
    public static byte[] Png(int label, int number)
    {
        using var bitmap = new SKBitmap(Side, Side);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
                bitmap.SetPixel(x, y, new SKColor((byte)((x + number) * (label + 1) * 31), (byte)(y * 29), (byte)(label * 60)));
        }

        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
