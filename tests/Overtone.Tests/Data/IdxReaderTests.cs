using System.Buffers.Binary;
using System.IO.Compression;
using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "images.gz")]
    [InlineData(true, "images")]
    public void The_content_tells_gzip_not_the_name(bool isPacked, string name)
    {
        var content = Images(2, 2, 3, Sample.Bytes(12));
        var images = _folder.Write(name, isPacked ? Pack(content) : content);
        var data = IdxReader.Read(images, _folder.Write("labels", Labels(2, 4, 1)), "set");

        Assert.Equal((2, new ImageShape(1, 2, 3)), (data.Count, data.Shape));
        Assert.Equal([4, 1], data.Labels);
        Assert.Equal(["0", "1", "2", "3", "4"], data.ClassNames);
        Assert.Equal([6 / 255f, 7 / 255f, 8 / 255f, 9 / 255f, 10 / 255f, 11 / 255f], Sample.Pixels(data, 1));
        Assert.Equal([images, _folder["labels"]], data.Files);
    }

    [Fact]
    public void Labels_given_as_images_are_recognised()
    {
        var path = _folder.Write("train-images.idx", Labels(2, 0, 1));

        Assert.Equal(
            $"{path}: magic number: found 2049 (labels), expected 2051 (images)",
            Assert.Throws<DataFormatException>(() => IdxReader.ReadImagesHeader(path)).Message);
    }

    [Theory]
    [InlineData(0, "magic number")]
    [InlineData(3, "magic number")]
    [InlineData(6, "number of images")]
    [InlineData(15, "number of columns")]
    [InlineData(16, "pixels")]
    [InlineData(27, "pixels")]
    public void A_truncated_file_is_an_error(int length, string field) => Fault(Images(2, 2, 3, Sample.Bytes(12))[..length], field);

    [Fact]
    public void Bytes_after_the_end_are_an_error() => Fault([.. Images(2, 2, 3, Sample.Bytes(12)), 0], "length");

    [Fact]
    public void No_images_are_an_error() => Fault(Images(0, 2, 3, []), "number of images");

    [Fact]
    public void A_header_that_asks_for_more_memory_than_there_is_gets_none() => Fault(Images(int.MaxValue, 28, 28, [1]), "pixels");

    [Fact]
    public void A_gzip_file_cut_off_is_an_error() => Fault(Pack(Images(20, 20, 30, Sample.Bytes(12_000)))[..^20], "pixels");

    [Fact]
    public void A_gzip_file_that_is_damaged_is_an_error()
    {
        var packed = Pack(Images(20, 20, 30, Sample.Bytes(12_000)));
        packed.AsSpan(packed.Length / 2, 8).Fill(0xFF);

        Fault(packed, "pixels");
    }

    [Fact]
    public void Every_image_needs_a_label()
    {
        var labels = _folder.Write("labels", Labels(3, 0, 1, 0));
        var images = _folder.Write("images", Images(2, 2, 3, Sample.Bytes(12)));

        Assert.Equal(
            $"{labels}: number of labels: found 3, expected 2, one per image",
            Assert.Throws<DataFormatException>(() => IdxReader.Read(images, labels, "set")).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal(_folder["none"], Assert.Throws<DataFormatException>(() => IdxReader.ReadLabels(_folder["none"])).File);

    internal static byte[] Images(int count, int rows, int columns, byte[] pixels) => [.. Header(2051, count, rows, columns), .. pixels];

    internal static byte[] Labels(int count, params byte[] labels) => [.. Header(2049, count), .. labels];

    internal static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private void Fault(byte[] images, string field)
    {
        var path = _folder.Write("images", images);
        var labels = _folder.Write("labels", Labels(2, 0, 1));
        var fault = Assert.Throws<DataFormatException>(() => IdxReader.Read(path, labels, "set"));

        Assert.Equal((path, field), (fault.File, fault.Field));
    }

    private static byte[] Header(params int[] numbers)
    {
        var header = new byte[numbers.Length * 4];
        for (var position = 0; position < numbers.Length; position++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(position * 4), numbers[position]);
        }

        return header;
    }
}
