using System.IO.Compression;
using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class NpzReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("images", "labels")]
    [InlineData("x", "y")]
    [InlineData("x_train", "y_train")]
    [InlineData("X", "y")]
    [InlineData("X_train", "Y_TRAIN")]
    public void Arrays_go_by_their_usual_names(string images, string labels)
    {
        var (train, test) = Read((images, Array<byte>(Sample.Bytes(12), 2, 2, 3)), (labels, Array<long>([1, 0], 2)));

        Assert.Null(test);
        Assert.Equal(new ImageShape(1, 2, 3), train.Shape);
        Assert.Equal([1, 0], train.Labels);
        Assert.Equal(["0", "1"], train.ClassNames);
        Assert.Equal([6 / 255f, 7 / 255f, 8 / 255f, 9 / 255f, 10 / 255f, 11 / 255f], Sample.Pixels(train, 1));
        Assert.Equal([_folder["set.npz"]], train.Files);
    }

    [Fact]
    public void Two_parts_share_the_classes_of_the_training_part()
    {
        var (train, test) = Read(
            ("x_train", Array<byte>(new byte[3], 3, 1, 1)),
            ("y_train", Array<byte>([0, 2, 1], 3)),
            ("x_test", Array<byte>(new byte[1], 1, 1, 1)),
            ("y_test", Array<byte>([0], 1)));

        Assert.Equal((3, 1), (train.Count, test!.Count));
        Assert.Equal(train.ClassNames, test.ClassNames);
    }

    [Theory]
    [InlineData("x_test", "y_test")]
    [InlineData("X_test", "y_test")]
    [InlineData("test_images", "test_labels")]
    public void A_test_part_may_stand_alone_until_the_training_part_is_asked_for(string images, string labels)
    {
        var data = Read((images, Array<byte>(Sample.Bytes(12), 2, 2, 3)), (labels, Array<long>([1, 0], 2)));

        Assert.Same(data.Test, data.Evaluation);
        Assert.Equal([1, 0], data.Evaluation.Labels);
        Assert.Equal(["0", "1"], data.Evaluation.ClassNames);
        Assert.Equal(
            $"{_folder["set.npz"]}: training images: found none, only a test part, expected x_train and y_train beside the test part",
            Assert.Throws<DataFormatException>(() => data.Train).Message);
        var listing = NpzReader.Describe(_folder["set.npz"], "set");
        Assert.Equal((0, 2, new ImageShape(1, 2, 3)), (listing.TrainCount, listing.TestCount, listing.Shape));
    }

    [Fact]
    public void Of_names_that_differ_in_case_alone_the_usual_one_counts()
    {
        var (train, _) = Read(
            ("X", Array<byte>(new byte[2], 2, 1, 1)), ("x", Array<byte>(new byte[3], 3, 1, 1)), ("y", Array<byte>([0, 1, 0], 3)));

        Assert.Equal(3, train.Count);
    }

    [Fact]
    public void Channels_may_come_first_or_last()
    {
        float[] first = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f];
        float[] last = [0.1f, 0.3f, 0.5f, 0.2f, 0.4f, 0.6f];
        var labels = ("y", Array<int>([0], 1));

        Assert.Equal(first, Sample.Pixels(Read(("x", Array(first, 1, 3, 2, 1)), labels).Train, 0));
        Assert.Equal(first, Sample.Pixels(Read(("x", Array(last, 1, 2, 1, 3)), labels).Train, 0));
        Assert.Equal(new ImageShape(3, 2, 1), Read(("x", Array(last, 1, 2, 1, 3)), labels).Train.Shape);
    }

    [Fact]
    public void Where_both_would_fit_channels_come_first() =>
        Assert.Equal(new ImageShape(1, 2, 3), Read(("x", Array<byte>(new byte[6], 1, 1, 2, 3)), ("y", Array<int>([0], 1))).Train.Shape);

    [Fact]
    public void Floats_outside_0_to_1_are_an_error() =>
        Fault("pixel 1 of image 0", ("x", Array<float>([0, 255], 1, 1, 2)), ("y", Array<int>([0], 1)));

    [Fact]
    public void NaN_is_an_error() => Fault("element [0, 0, 1]", ("x", Array<float>([0, float.NaN], 1, 1, 2)), ("y", Array<int>([0], 1)));

    [Fact]
    public void Wide_integers_are_not_pixels() => Fault("dtype", ("x", Array<long>([0, 255], 1, 1, 2)), ("y", Array<int>([0], 1)));

    [Fact]
    public void Flat_images_are_an_error() => Fault("shape", ("x", Array<byte>(new byte[784], 1, 784)), ("y", Array<int>([0], 1)));

    [Fact]
    public void Two_or_four_channels_are_an_error() =>
        Fault("shape", ("x", Array<byte>(new byte[16], 1, 4, 2, 2)), ("y", Array<int>([0], 1)));

    [Fact]
    public void Labels_are_one_number_each() => Fault("shape", ("x", Array<byte>([0], 1, 1, 1)), ("y", Array<int>([0, 0], 1, 2)));

    [Fact]
    public void Labels_are_whole() => Fault("label of image 0", ("x", Array<byte>([0], 1, 1, 1)), ("y", Array<float>([0.5f], 1)));

    [Fact]
    public void A_negative_label_is_an_error() => Fault("label of image 0", ("x", Array<byte>([0], 1, 1, 1)), ("y", Array<int>([-1], 1)));

    [Fact]
    public void Every_image_needs_a_label() => Fault("number of labels", ("x", Array<byte>([0], 1, 1, 1)), ("y", Array<int>([0, 0], 2)));

    [Fact]
    public void Missing_labels_are_named() => Fault("array y", ("x", Array<byte>([0], 1, 1, 1)));

    [Fact]
    public void Other_names_are_listed()
    {
        var fault = Fault("arrays", ("data", Array<byte>([0], 1)), ("arr_0", Array<byte>([0], 1)));

        Assert.Equal("arr_0.npy, data.npy", fault.Found);
    }

    [Fact]
    public void A_file_that_is_no_zip_is_an_error()
    {
        _folder.Write("set.npz", "not a zip");

        Assert.Equal("archive", Assert.Throws<DataFormatException>(() => Open()).Field);
    }

    [Fact]
    public void A_truncated_zip_is_an_error()
    {
        Write(("x", Array<byte>(Sample.Bytes(1000), 1, 10, 100)), ("y", Array<int>([0], 1)));
        var whole = File.ReadAllBytes(_folder["set.npz"]);
        _folder.Write("set.npz", whole[..(whole.Length / 2)]);

        Assert.Equal("archive", Assert.Throws<DataFormatException>(() => Open()).Field);
    }

    [Fact]
    public void A_description_needs_no_pixels()
    {
        Write(
            ("x_train", NpyReaderTests.Npy("|u1", "7, 3, 32, 16", [])),
            ("y_train", Array<byte>([0, 1, 2, 3, 0, 0, 0], 7)),
            ("x_test", NpyReaderTests.Npy("|u1", "5, 3, 32, 16", [])));
        var listing = NpzReader.Describe(_folder["set.npz"], "set");

        Assert.Equal(
            (7, 5, new ImageShape(3, 32, 16), 4), (listing.TrainCount, listing.TestCount!.Value, listing.Shape, listing.ClassNames.Count));
    }

    internal static byte[] Array<T>(T[] values, params int[] shape)
        where T : unmanaged
    {
        using var stream = new MemoryStream();
        NpyWriter.Write<T>(stream, values, shape);
        return stream.ToArray();
    }

    internal static void Write(string path, params (string Name, byte[] Content)[] arrays)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content) in arrays)
        {
            using var entry = archive.CreateEntry($"{name}.npy").Open();
            entry.Write(content);
        }
    }

    private void Write(params (string Name, byte[] Content)[] arrays) => Write(_folder["set.npz"], arrays);

    private DataSplit Open() => NpzReader.Read(_folder["set.npz"], "set", cancellation: TestContext.Current.CancellationToken);

    private DataSplit Read(params (string Name, byte[] Content)[] arrays)
    {
        Write(arrays);
        return Open();
    }

    private DataFormatException Fault(string field, params (string Name, byte[] Content)[] arrays)
    {
        var fault = Assert.Throws<DataFormatException>(() => Read(arrays));
        Assert.StartsWith(_folder["set.npz"], fault.File, StringComparison.Ordinal);
        Assert.Equal(field, fault.Field);
        return fault;
    }
}
