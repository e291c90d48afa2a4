using Overtone.Files;
using SkiaSharp;

namespace Overtone.Data;

/// <summary>One PNG or JPEG file: its header, or its pixels as bytes.</summary>
internal static class ImageFile
{
    private const string Expected = "PNG or JPEG";

    /// <summary>Size and kind, from the header alone; one channel if the file stores grey without transparency.</summary>
    internal static ImageShape ReadShape(string path, ReadLimits? limits = null) => InputFile.Guard(path, Expected, () =>
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
    /// Decodes into one plane per channel, from the beginning of an array. A grey file fills all three channels if three are wanted.
    /// </summary>
    internal static void ReadPlanes(string path, ImageShape shape, byte[] planes) => InputFile.Guard(path, Expected, () =>
    {
        using var codec = Open(path);
        if (codec.Info.Height != shape.Height || codec.Info.Width != shape.Width)
        {
            throw new DataFormatException(path, "size", Size(codec.Info.Height, codec.Info.Width), Size(shape.Height, shape.Width));
        }

        // Unpremultiplied, and without a colour space: the stored numbers, untouched by alpha or a colour profile.
        var info = new SKImageInfo(
            shape.Width,
            shape.Height,
            shape.Channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888,
            shape.Channels == 1 ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            throw new DataFormatException(path, "pixels", Explain(result), "an intact image");
        }

        PixelScaling.SplitPlanes(bitmap.GetPixelSpan(), shape.Channels, info.BytesPerPixel, planes.AsSpan(0, shape.PixelCount));
        return shape;
    });

    internal static string Size(int height, int width) => $"{height}x{width} pixels";

    private static SKCodec Open(string path)
    {
        using var file = InputFile.Open(path);
        using var data = SKData.Create(file);
        var codec = data is null ? null : SKCodec.Create(data);
        if (codec?.EncodedFormat is SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg)
        {
            return codec;
        }

        var found = codec is null ? $"{file.Length} bytes that are no image, or a damaged header" : $"{codec.EncodedFormat}";
        codec?.Dispose();
        throw new DataFormatException(path, "image", found, Expected);
    }

    private static string Explain(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "a truncated image",
        SKCodecResult.ErrorInInput => "damaged data",
        _ => $"a decoding failure ({result})",
    };
}
