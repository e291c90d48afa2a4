using System.Buffers.Binary;
using Overtone.Data;
using SkiaSharp;

namespace Overtone.Tests.Data;

/// <summary>Pictures of formats other than PNG and JPEG.</summary>
public sealed class PictureFormatTests : IDisposable
{
    // Two by two pixels: red, green; blue, white. Codes of three bits: clear, 0, 1, clear, 2, 3, end.
    private static readonly byte[] Gif =
    [
        .. "GIF89a"u8, 2, 0, 2, 0, 0x81, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255,
        0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, .. Codes(4, 0, 1, 4, 2, 3, 5), 0, 0x3B,
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bitmaps_have_the_pixels_that_are_written_in_them()
    {
        var data = ImageFolderReader.Read(Path.Combine(Cases.Data, "bmp"), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((new ImageShape(3, 32, 32), 4), (data.Shape, data.Count));
        for (var index = 0; index < data.Count; index++)
        {
            Assert.Equal(BitmapPixels(File.ReadAllBytes(data.Files[index])), Sample.Pixels(data, index));
        }
    }

    [Fact]
    public void Webp_is_read_and_near_what_was_encoded()
    {
        var data = ImageFolderReader.Read(Path.Combine(Cases.Data, "webp"), cancellation: TestContext.Current.CancellationToken);
        var originals = ImageFolderReader.Read(Path.Combine(Cases.Data, "bmp"), cancellation: TestContext.Current.CancellationToken);

        for (var index = 0; index < data.Count; index++)
        {
            var error = Sample.Pixels(data, index).Zip(Sample.Pixels(originals, index), (read, original) => Math.Abs(read - original));
            Assert.InRange(error.Average(), 0, 0.06);
        }
    }

    [Fact]
    public void Webp_without_loss_has_the_colours_untouched_by_transparency()
    {
        var info = new SKImageInfo(2, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var image = SKImage.FromPixelCopy(info, new byte[] { 10, 20, 30, 255, 200, 100, 50, 128 });
        using var pixmap = image.PeekPixels();
        using var encoded = pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100))!;
        _folder.Write("a/1.webp", encoded.ToArray());
        _folder.Write("b/1.WEBP", encoded.ToArray());

        Assert.Equal(Unit(10, 200, 20, 100, 30, 50), Sample.Pixels(Read(), 1));
    }

    [Fact]
    public void Of_a_gif_the_first_frame_is_read()
    {
        _folder.Write("a/1.gif", Gif);
        _folder.Write("b/1.png", Gif);

        Assert.Equal(Unit(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255), Sample.Pixels(Read(), 1));
    }

    [Theory]
    [InlineData("1.bmp", 70)]
    [InlineData("1.webp", 100)]
    [InlineData("1.gif", 36)]
    public void A_truncated_picture_is_named(string name, int length)
    {
        byte[] whole = name switch
        {
            "1.gif" => Gif,
            "1.bmp" => File.ReadAllBytes(Path.Combine(Cases.Data, "bmp", "cat", "0000.bmp")),
            _ => File.ReadAllBytes(Path.Combine(Cases.Data, "webp", "cat", "0000.webp")),
        };
        _folder.Write($"a/{name}", whole[..length]);
        _folder.Write("b/1.png", whole);

        var fault = Assert.Throws<DataFormatException>(() => Sample.Pixels(Read(), 0));
        Assert.Equal(_folder[$"a/{name}"], fault.File);
    }

    private static float[] Unit(params byte[] bytes) => Array.ConvertAll(bytes, value => value / 255f);

    private static byte[] Codes(params int[] codes)
    {
        var bits = codes.Select((code, place) => (long)code << (3 * place)).Sum();
        return [(byte)bits, (byte)(bits >> 8), (byte)(bits >> 16)];
    }

    // 24 bits a pixel, rows from the bottom, each filled up to four bytes.
    private static float[] BitmapPixels(byte[] file)
    {
        int start = Number(10), width = Number(18), height = Number(22), stride = (3 * width + 3) / 4 * 4;
        return
        [
            .. from channel in Enumerable.Range(0, 3)
               from row in Enumerable.Range(0, height)
               from column in Enumerable.Range(0, width)
               select file[start + (height - 1 - row) * stride + 3 * column + 2 - channel] / 255f,
        ];

        int Number(int place) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(place));
    }

    private Dataset Read() => ImageFolderReader.Read(_folder.Path, cancellation: TestContext.Current.CancellationToken);
}
