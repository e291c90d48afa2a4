using Overtone.Data;
using Overtone.Data.Snapshots;

namespace Overtone.Tests.Data;

/// <summary>Layouts as people have them: CIFAR-100, Tiny ImageNet, MedMNIST, Keras, and what is not read.</summary>
public sealed class CommonLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_Cifar100_the_fine_labels_count()
    {
        _folder.Write("cifar100/train.bin", [19, .. CifarReaderTests.Record(99), 3, .. CifarReaderTests.Record(0)]);
        _folder.Write("cifar100/test.bin", [7, .. CifarReaderTests.Record(42)]);
        _folder.Write("cifar100/fine_label_names.txt", string.Join('\n', Enumerable.Range(0, 100).Select(label => $"class {label}")));
        var (train, test) = DataSource.Open("cifar100", [_folder.Path], cancellation: TestContext.Current.CancellationToken);
        var listing = DataSource.Available([_folder.Path])[^1];

        Assert.Equal([99, 0], train.Labels);
        Assert.Equal("class 42", test!.ClassNames[test.Labels[0]]);
        Assert.Equal(Sample.Bytes(3072, start: 42).Select(value => value / 255f), Sample.Pixels(test, 0));
        Assert.Equal(("cifar100", 2, 1, 100), (listing.Name, listing.TrainCount, listing.TestCount, listing.ClassNames.Count));
    }

    [Fact]
    public void Records_of_Cifar100_are_whole_and_their_labels_below_a_hundred()
    {
        var path = _folder.Write("train.bin", [0, .. CifarReaderTests.Record(100)]);
        Assert.Equal($"{path}: label of record 0: found 100, expected 0 to 99", Fault(_folder.Path).Message);
        _folder.Write("train.bin", CifarReaderTests.Record(1));
        Assert.Equal("a positive multiple of 3,074 (labels and 32x32x3 pixels)", Fault(_folder.Path).Expected);
    }

    [Fact]
    public void Tiny_ImageNet_is_read_as_it_is_published()
    {
        var (train, test) = Open(Path.Combine(Cases.Data, "tiny-imagenet-tree", "tiny"));

        Assert.Equal(["n01", "n02", "n03", "n04"], train.ClassNames);
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], train.Labels);
        Assert.Equal((16, 0, 1, 3), (test!.Count, test.Labels[0], test.Labels[1], test.Labels[15]));
        Assert.EndsWith(Path.Combine("val", "images", "val_1.JPEG"), test.Files[1], StringComparison.Ordinal);
        Assert.EndsWith("val_annotations.txt", test.Files[^1], StringComparison.Ordinal);
        Assert.Equal(train.Shape, test.Shape);
    }

    [Fact]
    public void Words_name_the_classes_where_they_tell_them_apart()
    {
        foreach (var name in (string[])["n1", "n2", "n3"])
        {
            _folder.Write($"train/{name}/images/1.JPEG", SampleImage.Jpeg(4, 4, 1, 2, 3));
        }

        _folder.Write("words.txt", "n0\tnothing\nn1\tcrane, bird\nn2\tcrane\nn3\tgoldfish, Carassius auratus\n");
        Assert.Equal(["n1", "n2", "goldfish"], Open(_folder.Path).Train.ClassNames);
        _folder.Write("val/images/1.JPEG", SampleImage.Jpeg(4, 4, 1, 2, 3));
        _folder.Write("val/val_annotations.txt", "1.JPEG\tn2\t0\t0\t4\t4\n2.JPEG\tn2\t0\t0\t4\t4\n");
        Assert.Equal("file of line 2", Fault(_folder.Path).Field);
        _folder.Write("val/val_annotations.txt", "1.JPEG\tn2\t0\t0\t4\t4\n2.JPEG\tn9\t0\t0\t4\t4\n");
        var fault = Fault(_folder.Path);

        Assert.Equal((_folder["val/val_annotations.txt"], "line 2", "the class 'n9'"), (fault.File, fault.Field, fault.Found));
    }

    [Fact]
    public void MedMnist_is_read_by_its_names()
    {
        var (train, test) = Open(Path.Combine(Cases.Data, "medmnist"));

        Assert.Equal((48, 48, new ImageShape(3, 16, 16)), (train.Count, test!.Count, test.Shape));
    }

    [Theory]
    [InlineData(20, "train", "val", "test")]
    [InlineData(10, "train", "val")]
    [InlineData(null, "train")]
    public void Of_three_parts_the_last_is_what_a_model_is_judged_on(int? judged, params string[] parts)
    {
        NpzReaderTests.Write(
            _folder["x.npz"],
            [
                .. parts.Select((part, number) => ($"{part}_images", NpzReaderTests.Array<byte>([(byte)(10 * number), 0], 2, 1, 1))),
                .. parts.Select(part => ($"{part}_labels", NpzReaderTests.Array<long>([0, 1], 2, 1))),
            ]);
        var (train, test) = Open("x.npz");

        Assert.Equal(0, Sample.Pixels(train, 0)[0]);
        Assert.Equal(judged / 255f, test is null ? null : Sample.Pixels(test, 0)[0]);
    }

    [Fact]
    public void Keras_labels_in_a_column_are_labels()
    {
        var (train, test) = Open(Path.Combine(Cases.Data, "keras-labels", "keras.npz"));

        Assert.Equal((48, 48), (train.Count, test!.Count));
    }

    [Fact]
    public void Labels_may_be_floats_that_are_whole()
    {
        Write(NpzReaderTests.Array<float>([1, 0], 2, 1));
        Assert.Equal([1, 0], Open("x.npz").Train.Labels);
        Write(NpzReaderTests.Array<double>([1, 0.5], 2));
        Assert.Equal(
            $"{_folder["x.npz"]}(y.npy): label of image 1: found 0.5, expected a whole number from 0 to 999,999", Fault("x.npz").Message);
        Write(NpzReaderTests.Array<float>([1, 0, 0, 1], 2, 2));
        Assert.Equal(("shape", "(2, 2)"), (Fault("x.npz").Field, Fault("x.npz").Found));

        void Write(byte[] labels) => NpzReaderTests.Write(
            _folder["x.npz"], ("x", NpzReaderTests.Array<byte>(new byte[8], 2, 2, 2)), ("y", labels));
    }

    [Theory]
    [InlineData("pred")]
    [InlineData("floatlabels")]
    public void Saved_trainings_may_have_labels_in_a_column_or_as_floats(string name)
    {
        using var source = ArraySource.Open(Path.Combine(Cases.Data, "keras-labels", name));
        var training = SavedTraining.Of(source);

        Assert.Equal((true, 4), (training.TargetsAreClasses, training.Outputs));
        double[] targets = SavedTargets.Read(source, training.Samples, training.Outputs, training.TargetsAreClasses);
        Assert.Equal(training.Samples, targets.Sum());
    }

    [Fact]
    public void Targets_of_a_training_that_are_no_classes_are_named()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Cases.Data, "keras-labels", "floatlabels")))
        {
            File.Copy(file, _folder[Path.GetFileName(file)]);
        }

        float[] targets = [.. Enumerable.Range(0, 48).Select(sample => sample == 7 ? 1.5f : 1)];
        NpyWriter.Write<float>(_folder["y.npy"], targets, 48, 1);
        using var source = ArraySource.Open(_folder.Path);
        var fault = Assert.Throws<DataFormatException>(() => SavedTraining.Of(source));

        Assert.Equal(("element [7]", "1.5"), (fault.Field, fault.Found));
        Assert.EndsWith("y.npy", fault.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_may_be_long_numbers_of_Python_2()
    {
        var folder = Path.Combine(Cases.Data, "npy-long-shape");
        using var source = ArraySource.Open(folder);

        Assert.Equal([200, 1], NpyReader.Read(Path.Combine(folder, "x.npy")).Shape);
        Assert.Equal(200, SavedTraining.Of(source).Samples);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data")]
    [InlineData("data/test-00000-of-00001.parquet")]
    public void Of_parquet_files_it_is_said_what_is_read_instead(string path)
    {
        var fault = Fault(Path.Combine(Cases.Data, "parquet", path));

        Assert.Equal(("content", "parquet files"), (fault.Field, fault.Found));
        Assert.Contains("one folder per class, or an .npz file", fault.Expected, StringComparison.Ordinal);
    }

    private DataSplit Open(string path) => DataSource.Open(path, [_folder.Path], cancellation: TestContext.Current.CancellationToken);

    private DataFormatException Fault(string path) => Assert.Throws<DataFormatException>(() => Open(path));
}
