using System.Runtime.InteropServices;
using Overtone.Files;
using SkiaSharp;

namespace Overtone.Data;

/// <summary>One picture in a file: its header, or its pixels as bytes. Of a moving picture the first frame counts.</summary>
internal static class ImageFile
{
    /// <summary>The formats that are read, told by the content and not by the name.</summary>
    internal const string Formats = "PNG, JPEG, WebP, BMP or GIF";

    private static readonly string[] Extensions = [".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"];

    /// <summary>Whether a file is a picture by its name.</summary>
    internal static bool HasName(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Size and kind, from the header alone; one channel if the file stores grey without transparency.</summary>
    internal static ImageShape ReadShape(string path, ReadLimits? limits = null) => DataFile.Guard(path, Formats, () =>
    {
        using var codec = Open(path);
        var (height, width) = (codec.Info.Height, codec.Info.Width);
        var most = Math.Min((limits ?? ReadLimits.Default).PicturePixels, Array.MaxLength / 4);
        return (long)height * width <= most
            ? new ImageShape(codec.Info.ColorType == SKColorType.Gray8 ? 1 : 3, height, width)
            : throw new DataFormatException(
                path, "size", Size(height, width), $"at most {most:N0} pixels ({ReadLimits.PictureVariable} raises the limit)");
    });

    /// <summary>
    /// Decodes into pixels in [0, 1], one plane per channel, with no memory beside the destination's: the stored bytes lie at its end
    /// until they are spread out. A grey file fills all three channels if three are wanted.
    /// </summary>
    internal static void ReadPixels(string path, ImageShape shape, Span<float> destination)
    {
        destination = destination[..shape.PixelCount];
        var bytes = MemoryMarshal.AsBytes(destination)[^(shape.PixelCount / shape.Channels * BytesPerPixel(shape))..];
        Decode(path, shape, bytes);
        if (shape.Channels == 1)
        {
            PixelScaling.SpreadGrey(destination, byte.MaxValue);
        }
        else
        {
            PixelScaling.SpreadRgba(destination, byte.MaxValue);
        }
    }

    /// <summary>
    /// Decodes into one plane of bytes per channel, from the beginning of an array. A grey file fills all three channels if three are
    /// wanted.
    /// </summary>
    internal static void ReadPlanes(string path, ImageShape shape, byte[] planes)
    {
        if (shape.Channels == 1)
        {
            Decode(path, shape, planes.AsSpan(0, shape.PixelCount));
            return;
        }

        using var bitmap = new SKBitmap(Decoded(shape));
        Decode(path, shape, bitmap.GetPixelSpan());
        PixelScaling.SplitRgba(bitmap.GetPixelSpan(), planes.AsSpan(0, shape.PixelCount));
    }

    internal static string Size(int height, int width) => $"{height}x{width} pixels";

    // Unpremultiplied, and without a colour space: the stored numbers, untouched by alpha or a colour profile.
    private static SKImageInfo Decoded(ImageShape shape) => new(
        shape.Width,
        shape.Height,
        shape.Channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888,
        shape.Channels == 1 ? SKAlphaType.Opaque : SKAlphaType.Unpremul);

    private static int BytesPerPixel(ImageShape shape) => Decoded(shape).BytesPerPixel;

    private static unsafe void Decode(string path, ImageShape shape, Span<byte> pixels)
    {
        fixed (byte* first = pixels)
        {
            var address = (nint)first;
            DataFile.Guard(path, Formats, () => Decode(path, shape, address));
        }
    }

    private static SKCodecResult Decode(string path, ImageShape shape, nint pixels)
    {
        using var codec = Open(path);
        if (codec.Info.Height != shape.Height || codec.Info.Width != shape.Width)
        {
            throw new DataFormatException(path, "size", Size(codec.Info.Height, codec.Info.Width), Size(shape.Height, shape.Width));
        }

        var result = codec.GetPixels(Decoded(shape), pixels);
        return result == SKCodecResult.Success
            ? result
            : throw new DataFormatException(path, "pixels", Explain(result), "an intact image");
    }

    private static SKCodec Open(string path)
    {
        long length;
        using (var file = DataFile.Open(path))
        {
            length = file.Length;
        }

        // Read piece by piece by the decoder, which owns the stream: a noisy picture's file is as large as its pixels.
        var codec = SKCodec.Create(new SKFileStream(path));
        if (codec?.EncodedFormat is SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp
            or SKEncodedImageFormat.Bmp or SKEncodedImageFormat.Gif)
        {
            return codec;
        }

        var found = codec is null ? $"{length} bytes that are no image, or a damaged header" : $"{codec.EncodedFormat}";
        codec?.Dispose();
        throw new DataFormatException(path, "image", found, Formats);
    }

    private static string Explain(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "a truncated image",
        SKCodecResult.ErrorInInput => "damaged data",
        _ => $"a decoding failure ({result})",
    };
}
