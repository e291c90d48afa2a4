using Overtone.Data;
using Overtone.Data.Corruptions;

namespace Overtone.Tests.Data.Corruptions;

public sealed class CorruptedFolderTests : IDisposable
{
    private const int Images = 3;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_published_folder_is_read_as_it_is()
    {
        WriteAll();
        Write("gaussian_blur", Images);
        Write("own", Images);
        var folder = CorruptedFolder.Open(_folder.Path);

        Assert.Equal([.. CorruptionCatalog.Benchmark.Select(corruption => corruption.Name), "gaussian_blur", "own"], folder.Corruptions);
        Assert.Equal(Images, folder.Count);
        var data = folder.Read("fog", 4);
        Assert.Equal((Images, new ImageShape(3, 4, 6)), (data.Count, data.Shape));
        Assert.Equal([2, 0, 1], data.Labels.ToArray());
        Assert.Equal(["fog.npy", "labels.npy"], data.Files.Select(Path.GetFileName));

        // Image 1 at severity 4 is image 10 of the file, pixel after pixel.
        var pixels = Sample.Pixels(data, 1);
        Assert.Equal(Byte(10 * 72 + 3 * 7 + 2) / 255f, pixels[2 * 24 + 7]);
        Assert.Equal(Byte(10 * 72) / 255f, pixels[0]);
        Assert.Throws<ArgumentException>(() => folder.Read("rain", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => folder.Read("fog", 6));
    }

    [Fact]
    public void Grey_images_and_chosen_corruptions_will_do()
    {
        WriteLabels(2, 0, 1);
        NpyWriter.Write<byte>(_folder["zigzag.npy"], new byte[15 * 8], 15, 4, 2, 1);
        var folder = CorruptedFolder.Open(_folder.Path, ["zigzag"], ["a", "b", "c"]);
        Assert.Equal((new ImageShape(1, 4, 2), 3), (folder.Read("zigzag", 5).Shape, folder.Read("zigzag", 5).ClassNames.Count));
    }

    [Fact]
    public void Files_that_lack_are_named()
    {
        Assert.Equal("folder", Fault(() => CorruptedFolder.Open(_folder["nowhere"])).Field);
        WriteAll();
        File.Delete(_folder["snow.npy"]);
        var missing = Fault(() => CorruptedFolder.Open(_folder.Path));
        Assert.Equal((_folder["snow.npy"], "file", "none"), (missing.File, missing.Field, missing.Found));
        Write("snow", Images);
        File.Delete(_folder["labels.npy"]);
        Assert.Equal(
            (_folder["labels.npy"], "file"),
            (Fault(() => CorruptedFolder.Open(_folder.Path)).File, Fault(() => CorruptedFolder.Open(_folder.Path)).Field));
    }

    [Fact]
    public void Files_that_do_not_fit_are_named_with_what_does_not()
    {
        WriteAll();
        Require("number of images", "10", "15, one for each label in labels.npy", () => Write("fog", 2));
        Require(
            "dtype",
            "Float32",
            "UInt8 (pixels from 0 to 255)",
            () => NpyWriter.Write<float>(_folder["fog.npy"], new float[15 * 72], 15, 4, 6, 3));
        Require(
            "shape",
            "15x3x24",
            "5n x height x width x 1 or 3",
            () => NpyWriter.Write<byte>(_folder["fog.npy"], new byte[15 * 72], 15, 3, 24));
        Require(
            "shape",
            "15x3x4x6",
            "5n x height x width x 1 or 3",
            () => NpyWriter.Write<byte>(_folder["fog.npy"], new byte[15 * 72], 15, 3, 4, 6));
        Require(
            "shape of an image",
            "3x6x4",
            "3x4x6, as in gaussian_noise.npy",
            () => NpyWriter.Write<byte>(_folder["fog.npy"], new byte[15 * 72], 15, 6, 4, 3));
        Require(
            "length",
            "1198 bytes (truncated)",
            "1208",
            () => File.WriteAllBytes(_folder["fog.npy"], File.ReadAllBytes(_folder["snow.npy"])[..^10]));
        Require(
            "length",
            "1209 bytes",
            "1208",
            () => File.WriteAllBytes(_folder["fog.npy"], [.. File.ReadAllBytes(_folder["snow.npy"]), 0]));
    }

    [Fact]
    public void Labels_that_do_not_fit_are_named()
    {
        WriteAll();
        NpyWriter.Write<byte>(_folder["labels.npy"], new byte[14], 14);
        Assert.Equal(
            ("number of labels", "14"),
            (Fault(() => CorruptedFolder.Open(_folder.Path)).Field, Fault(() => CorruptedFolder.Open(_folder.Path)).Found));
        NpyWriter.Write<long>(_folder["labels.npy"], new long[20], 20);
        Assert.Equal(
            ("number of images", "15"),
            (Fault(() => CorruptedFolder.Open(_folder.Path)).Field, Fault(() => CorruptedFolder.Open(_folder.Path)).Found));
        NpyWriter.Write<byte>(_folder["labels.npy"], [2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 1, 1], 15);
        Assert.Equal(
            ("label 13", "1"),
            (Fault(() => CorruptedFolder.Open(_folder.Path)).Field, Fault(() => CorruptedFolder.Open(_folder.Path)).Found));
        WriteLabels(2, 0, 1);
        Assert.Equal("label of image 0", Fault(() => CorruptedFolder.Open(_folder.Path, classNames: ["a", "b"])).Field);
    }

    private static byte Byte(int index) => (byte)(index % 251);

    private static DataFormatException Fault(Action action) => Assert.Throws<DataFormatException>(action);

    private void Require(string field, string found, string expected, Action spoil)
    {
        spoil();
        var fault = Fault(() => CorruptedFolder.Open(_folder.Path));
        Assert.Equal((_folder["fog.npy"], field, found, expected), (fault.File, fault.Field, fault.Found, fault.Expected));
        Write("fog", Images);
    }

    private void WriteAll()
    {
        WriteLabels(2, 0, 1);
        foreach (var corruption in CorruptionCatalog.Benchmark)
        {
            Write(corruption.Name, Images);
        }
    }

    private void WriteLabels(params byte[] labels) =>
        NpyWriter.Write<byte>(_folder["labels.npy"], [.. Enumerable.Repeat(labels, 5).SelectMany(each => each)], 5 * labels.Length);

    private void Write(string name, int images) =>
        NpyWriter.Write<byte>(_folder[name + ".npy"], [.. Enumerable.Range(0, 5 * images * 72).Select(Byte)], 5 * images, 4, 6, 3);
}
