using System.Runtime.InteropServices;
using SkiaSharp;

namespace Overtone.Data.Corruptions;

/// <summary>Writes an image as JPEG and reads it again, in memory.</summary>
internal sealed class JpegRoundTrip
{
    private byte[] _pixels = [];

    /// <summary>The image as it comes back.</summary>
    /// <param name="image">The image in [0, 1].</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="quality">From 1 to 100. Colours are halved in both directions (4:2:0), as usual.</param>
    /// <param name="result">Room for it.</param>
    internal unsafe void Apply(ReadOnlySpan<float> image, ImageShape shape, int quality, Span<float> result)
    {
        var isGrey = shape.Channels == 1;
        var info = new SKImageInfo(shape.Width, shape.Height, isGrey ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (_pixels.Length < info.BytesSize)
        {
            _pixels = GC.AllocateUninitializedArray<byte>(info.BytesSize, pinned: true);
        }

        ToBytes(image, shape.Channels);
        var address = (nint)Marshal.UnsafeAddrOfPinnedArrayElement(_pixels, 0);
        using var pixmap = new SKPixmap(info, address);
        using var file = new SKDynamicMemoryWStream();
        var options = new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore);
        if (!pixmap.Encode(file, options))
        {
            throw new InvalidOperationException($"The image library refused to write {shape} as JPEG.");
        }

        using var data = file.DetachAsData();
        using var codec = SKCodec.Create(data);
        var outcome = codec.GetPixels(info, address);
        if (outcome != SKCodecResult.Success)
        {
            throw new InvalidOperationException($"The image library could not read its own JPEG: {outcome}.");
        }

        FromBytes(shape.Channels, result);
    }

    private void ToBytes(ReadOnlySpan<float> image, int channels)
    {
        int plane = image.Length / channels, stride = channels == 1 ? 1 : 4;
        for (var channel = 0; channel < channels; channel++)
        {
            var source = image.Slice(channel * plane, plane);
            var target = _pixels.AsSpan(channel);
            for (var pixel = 0; pixel < source.Length; pixel++)
            {
                target[pixel * stride] = (byte)(source[pixel] * PixelLimits.Bytes + 0.5f);
            }
        }
    }

    private void FromBytes(int channels, Span<float> result)
    {
        int plane = result.Length / channels, stride = channels == 1 ? 1 : 4;
        for (var channel = 0; channel < channels; channel++)
        {
            var target = result.Slice(channel * plane, plane);
            var source = _pixels.AsSpan(channel);
            for (var pixel = 0; pixel < target.Length; pixel++)
            {
                target[pixel] = source[pixel * stride] / PixelLimits.Bytes;
            }
        }
    }
}
