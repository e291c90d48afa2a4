using SkiaSharp;

namespace Overtone.Tests.Data;

/// <summary>Encoded images for tests.</summary>
internal static class SampleImage
{
    /// <summary>A colour PNG whose red grows along the row, green down the column; blue is given.</summary>
    internal static byte[] Png(int height, int width, byte blue = 0, byte alpha = 255) => Encode(
        height,
        width,
        SKColorType.Rgba8888,
        SKEncodedImageFormat.Png,
        (row, column) => [(byte)(column * 10), (byte)(row * 10), blue, alpha]);

    /// <summary>A grey PNG whose brightness grows along the row.</summary>
    internal static byte[] GreyPng(int height, int width) =>
        Encode(height, width, SKColorType.Gray8, SKEncodedImageFormat.Png, (_, column) => [(byte)(column * 10)]);

    /// <summary>A JPEG of one colour.</summary>
    internal static byte[] Jpeg(int height, int width, byte red, byte green, byte blue) =>
        Encode(height, width, SKColorType.Rgba8888, SKEncodedImageFormat.Jpeg, (_, _) => [red, green, blue, 255]);

    /// <summary>A JPEG with detail everywhere, so that every byte of it counts.</summary>
    internal static byte[] DetailedJpeg(int height, int width) => Encode(
        height,
        width,
        SKColorType.Rgba8888,
        SKEncodedImageFormat.Jpeg,
        (row, column) => [(byte)(row * column * 37), (byte)(row * 91 + column * 53), (byte)(column * column * 29), 255]);

    internal static byte[] Encode(
        int height, int width, SKColorType type, SKEncodedImageFormat format, Func<int, int, byte[]> pixel)
    {
        var info = new SKImageInfo(width, height, type, type == SKColorType.Gray8 ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        byte[] pixels = [.. Enumerable.Range(0, height * width).SelectMany(position => pixel(position / width, position % width))];
        using var image = SKImage.FromPixelCopy(info, pixels);
        using var data = image.Encode(format, quality: 95);
        return data.ToArray();
    }
}
