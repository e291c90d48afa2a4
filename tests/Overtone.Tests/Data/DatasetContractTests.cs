using Overtone.Data;
using Overtone.Data.Planted;

namespace Overtone.Tests.Data;

/// <summary>What every set fulfils, whatever format it came from. A new reader is one more row.</summary>
public sealed class DatasetContractTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Formats =>
    [
        "digits", "planted", "idx", "cifar", "images", "images on demand", "image list", "image list on demand", "npz bytes", "npz floats",
        "subset",
    ];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_set_keeps_its_word(string format)
    {
        var data = Open(format);

        Assert.NotEmpty(data.Name);
        Assert.True(data.Count > 0);
        Assert.Equal(data.Count, data.Labels.Length);
        Assert.All(data.Labels.ToArray(), label => Assert.InRange(label, 0, data.ClassNames.Count - 1));
        Assert.All(data.Files, file => Assert.True(File.Exists(file)));
        for (var index = 0; index < data.Count; index++)
        {
            var pixels = Sample.Pixels(data, index);
            Assert.All(pixels, pixel => Assert.InRange(pixel, 0, 1));
            Assert.Equal(pixels, Sample.Pixels(data, index));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => data.Images([data.Count]));
        Assert.ThrowsAny<SystemException>(() => data.ReadPixels(0, new float[data.Shape.PixelCount - 1]));
        using var images = data.Images([0]);
        Assert.Equal([1, data.Shape.Channels, data.Shape.Height, data.Shape.Width], images.shape);
    }

    private Dataset Open(string format)
    {
        var cancellation = TestContext.Current.CancellationToken;
        switch (format)
        {
            case "digits":
                return Digits.Read().Train;
            case "planted":
                return new PlantedImages { Size = 9, Train = 20 }.Create().Train;
            case "idx":
                return IdxReader.Read(
                    _folder.Write("images", IdxReaderTests.Images(2, 3, 4, Sample.Bytes(24))),
                    _folder.Write("labels", IdxReaderTests.Labels(2, 1, 0)),
                    "idx");
            case "cifar":
                var records = _folder.Write("a.bin", [.. CifarReaderTests.Record(1), .. CifarReaderTests.Record(9)]);
                return CifarReader.Read([records], "cifar", null, cancellation);
            case "images" or "images on demand":
                _folder.Write("set/a/1.png", SampleImage.Png(3, 4));
                _folder.Write("set/b/1.jpg", SampleImage.DetailedJpeg(3, 4));
                return ImageFolderReader.Read(_folder["set"], memoryLimit: format == "images" ? 1000 : 0, cancellation: cancellation);
            case "image list" or "image list on demand":
                _folder.Write("list/1.png", SampleImage.Png(3, 4));
                _folder.Write("list/2.png", SampleImage.Png(3, 4));
                var list = _folder.Write("list/labels.csv", "file,label\n1.png,3\n2.png,0\n");
                return ImageListReader.Read(list, memoryLimit: format == "image list" ? 1000 : 0, cancellation: cancellation);
            case "npz bytes":
                NpzReaderTests.Write(
                    _folder["x.npz"], ("x", NpzReaderTests.Array(Sample.Bytes(24), 2, 3, 4)), ("y", NpzReaderTests.Array<int>([0, 1], 2)));
                return NpzReader.Read(_folder["x.npz"], "npz", cancellation: cancellation).Train;
            case "npz floats":
                NpzReaderTests.Write(
                    _folder["x.npz"], ("x", NpzReaderTests.Array<double>([0.5, 1], 1, 1, 2)), ("y", NpzReaderTests.Array<byte>([0], 1)));
                return NpzReader.Read(_folder["x.npz"], "npz", cancellation: cancellation).Train;
            default:
                return Digits.Read().Test!.Subset(20, seed: 1);
        }
    }
}
