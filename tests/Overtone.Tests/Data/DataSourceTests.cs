using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class DataSourceTests : IDisposable
{
    private const string CifarNames = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n";
    private const string TinyNames = "landmark\nautomobile\nbird\ncat\nhoofed\ndog\namphibian-reptile\ninsect\nfurniture\ntruck-bus\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Digits_need_no_root() =>
        Assert.Equal(1437, DataSource.Open("digits", [], cancellation: TestContext.Current.CancellationToken).Train.Count);

    [Theory]
    [InlineData("mnist")]
    [InlineData("MNIST/raw")]
    [InlineData(".")]
    public void Mnist_is_found_in_its_usual_folders_and_in_the_root_itself(string folder)
    {
        WriteMnist(folder);
        var (train, test) = Open("mnist");

        Assert.Equal(("mnist", 10, 1), (train.Name, train.Count, test!.Count));
        Assert.Equal(10, test.ClassNames.Count);
    }

    [Theory]
    [InlineData("cifar10", "cifar-10-batches-bin", CifarNames)]
    [InlineData("tiny-imagenet-10", "tiny-imagenet-10-batches-bin", TinyNames)]
    [InlineData("cifar10", ".", CifarNames)]
    [InlineData("tiny-imagenet-10", ".", TinyNames)]
    public void Sets_in_the_CIFAR_layout_are_told_apart(string name, string folder, string classNames)
    {
        WriteCifar(folder, classNames);

        Assert.Equal(classNames.Split('\n')[0], Open(name).Train.ClassNames[0]);
        Assert.Equal(["digits", "planted", name], DataSource.Available([_folder.Path]).Select(listing => listing.Name));
    }

    [Fact]
    public void A_root_may_be_the_folder_of_the_set()
    {
        WriteCifar("cifar-10-batches-bin", classNames: null);

        Assert.Equal(
            2,
            DataSource.Open("cifar10", [_folder["cifar-10-batches-bin"]], cancellation: TestContext.Current.CancellationToken).Train.Count);
        Assert.Throws<DataNotFoundException>(() =>
            DataSource.Open("tiny-imagenet-10", [_folder["cifar-10-batches-bin"]], cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_first_root_wins()
    {
        WriteCifar("one/cifar10", CifarNames);
        WriteCifar("two/cifar10", CifarNames);
        string[] roots = [_folder["none"], _folder["two"], _folder["one"]];
        var train = DataSource.Open("cifar10", roots, cancellation: TestContext.Current.CancellationToken).Train;

        Assert.StartsWith(_folder["two"], train.Files[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_available_is_described()
    {
        WriteMnist("mnist");
        WriteCifar("cifar-10-batches-bin", CifarNames);
        WriteImages("cifar10-jpeg/train");
        WriteImages("cifar10-jpeg/test");
        var listings = DataSource.Available([_folder.Path]);

        Assert.Equal(["digits", "planted", "mnist", "cifar10", "cifar10-jpeg"], listings.Select(listing => listing.Name));
        Assert.Equal([1437, 2000, 10, 2, 2], listings.Select(listing => listing.TrainCount));
        Assert.Equal([360, 1000, 1, 1, 2], listings.Select(listing => listing.TestCount));
        Assert.Equal(["1x8x8", "3x16x16", "1x2x2", "3x32x32", "3x4x4"], listings.Select(listing => listing.Shape.ToString()));
        Assert.Equal([10, 10, 10, 10, 2], listings.Select(listing => listing.ClassNames.Count));
        Assert.Equal(
            [null, null, _folder["mnist"], _folder["cifar-10-batches-bin"], _folder["cifar10-jpeg"]],
            listings.Select(listing => listing.Path));
    }

    [Fact]
    public void A_damaged_set_is_told_and_the_others_are_listed()
    {
        _folder.Write("mnist/train-images-idx3-ubyte", "not IDX");
        WriteCifar("cifar10", CifarNames);
        var faults = new List<DataFormatException>();

        Assert.Equal(["digits", "planted", "cifar10"], DataSource.Available([_folder.Path], faults.Add).Select(listing => listing.Name));
        Assert.Equal(_folder["mnist/train-images-idx3-ubyte"], Assert.Single(faults).File);
        Assert.Throws<DataFormatException>(() => DataSource.Available([_folder.Path]));
    }

    [Fact]
    public void A_stray_file_in_a_root_does_not_hide_the_set_below_it()
    {
        WriteMnist("mnist");
        _folder.Write("train-images.txt", "a note");

        Assert.Equal(10, Open("mnist").Train.Count);
    }

    [Fact]
    public void A_set_that_is_nowhere_says_where_it_was_looked_for_and_how_to_get_it()
    {
        var missing = Assert.Throws<DataNotFoundException>(() => Open("mnist"));

        Assert.Equal([_folder["mnist"], _folder["MNIST/raw"], _folder.Path], missing.LookedIn);
        Assert.Contains(_folder["MNIST/raw"], missing.Message);
        Assert.EndsWith("Get it with: overtone data get mnist", missing.Message);
    }

    [Fact]
    public void A_path_that_is_nowhere_says_which_names_there_are()
    {
        var missing = Assert.Throws<DataNotFoundException>(() => Open("minst"));

        Assert.Contains("digits, planted, mnist, cifar10, cifar100, tiny-imagenet-10, cifar10-jpeg", missing.Message);
        Assert.Contains(_folder["minst"], missing.LookedIn);
    }

    [Fact]
    public void An_incomplete_set_names_the_missing_file()
    {
        _folder.Write("mnist/train-images-idx3-ubyte", IdxReaderTests.Images(1, 1, 1, [0]));

        Assert.Equal("file train-labels...", Assert.Throws<DataFormatException>(() => Open("mnist")).Field);
    }

    [Fact]
    public void A_gap_in_the_training_files_is_an_error()
    {
        WriteCifar("cifar10", CifarNames);
        _folder.Write("cifar10/data_batch_3.bin", CifarReaderTests.Record(1));

        Assert.Equal(_folder["cifar10/data_batch_2.bin"], Assert.Throws<DataFormatException>(() => Open("cifar10")).File);
    }

    [Fact]
    public void Training_files_go_by_number()
    {
        WriteCifar("cifar10", CifarNames);
        for (byte number = 2; number <= 11; number++)
        {
            _folder.Write($"cifar10/data_batch_{number}.bin", CifarReaderTests.Record((byte)(number % 10)));
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1], Open("cifar10").Train.Labels);
    }

    [Fact]
    public void A_folder_given_by_path_is_recognised_by_its_content()
    {
        WriteMnist("a");
        WriteCifar("b", classNames: null);
        WriteImages("c.d");
        WriteImages("e/train");
        WriteImages("e/val");
        NpzReaderTests.Write(
            _folder["f/g.npz"], ("x", NpzReaderTests.Array<byte>([0], 1, 1, 1)), ("y", NpzReaderTests.Array<byte>([0], 1)));

        WriteImages("h");
        _folder.Write("h/labels.csv", "file,class_index\ncat/1.png,1\n");

        Assert.Equal(("h", 1), Summary(Open("h")));
        Assert.Equal(("a", 10), Summary(Open(_folder["a"])));
        Assert.Equal(("b", 2), Summary(Open("b")));
        Assert.Equal(("c.d", 2), Summary(Open(_folder["c.d"] + "/")));
        Assert.Equal(("e", 2), Summary(Open("e")));
        Assert.Equal(2, Open("e").Test!.Count);
        Assert.Equal(("f", 1), Summary(Open("f")));
        Assert.Equal(("g", 1), Summary(Open("f/g.npz")));
        Assert.Null(Open("c.d").Test);
        Assert.Equal(2, Open("c.d").Evaluation.Count);
    }

    [Fact]
    public void A_folder_of_something_else_says_what_would_be_recognised()
    {
        _folder.Write("notes/readme.txt", "nothing here");
        var fault = Assert.Throws<DataFormatException>(() => Open("notes"));

        Assert.Equal((_folder["notes"], "content"), (fault.File, fault.Field));
        Assert.Contains("IDX files", fault.Expected);
        Assert.Contains("a labels.csv with columns file and label", fault.Expected);
        Assert.Contains("one folder of PNG, JPEG, WebP, BMP or GIF files per class", fault.Expected);
    }

    [Fact]
    public void Several_npz_files_are_ambiguous()
    {
        _folder.Write("two/a.npz", "");
        _folder.Write("two/b.npz", "");

        Assert.Equal(".npz files", Assert.Throws<DataFormatException>(() => Open("two")).Field);
    }

    [Fact]
    public void Both_parts_must_have_the_same_classes_and_shape()
    {
        WriteImages("classes/train");
        WriteImages("classes/test", "cat", "cow");
        WriteImages("shapes/train");
        _folder.Write("shapes/test/cat/1.png", SampleImage.Png(5, 5));
        _folder.Write("shapes/test/dog/1.png", SampleImage.Png(5, 5));

        Assert.Equal("classes of the test images", Assert.Throws<DataFormatException>(() => Open("classes")).Field);
        Assert.Equal("shape of the test images", Assert.Throws<DataFormatException>(() => Open("shapes")).Field);
    }

    [Fact]
    public void A_set_without_test_images_has_one_part()
    {
        WriteCifar("cifar10", CifarNames);
        File.Delete(_folder["cifar10/test_batch.bin"]);
        WriteImages("images/train");

        Assert.Null(Open("cifar10").Test);
        Assert.Null(Open("images").Test);
        Assert.Null(DataSource.Available([_folder.Path])[2].TestCount);
    }

    [Fact]
    public void The_test_files_of_Mnist_may_stand_alone_until_the_training_part_is_asked_for()
    {
        WriteMnist("mnist");
        File.Delete(_folder["mnist/train-images-idx3-ubyte"]);
        var data = Open("mnist");
        var listing = DataSource.Available([_folder.Path])[2];

        Assert.Equal((1, 4), (data.Evaluation.Count, data.Evaluation.ClassNames.Count));
        Assert.Equal((0, 1, new ImageShape(1, 2, 2)), (listing.TrainCount, listing.TestCount, listing.Shape));
        Assert.Equal(
            $"{_folder["mnist"]}: training images: found none, only a test part, expected train-images... and train-labels... beside the "
                + "test part",
            Assert.Throws<DataFormatException>(() => data.Train).Message);
        Assert.StartsWith("DataSplit { Train = , Test = ", $"{data}", StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => ImageProblem.Load(_folder["mnist"], []));
    }

    private static (string Name, int Count) Summary(DataSplit split) => (split.Train.Name, split.Train.Count);

    private DataSplit Open(string source) => DataSource.Open(source, [_folder.Path], cancellation: TestContext.Current.CancellationToken);

    private void WriteMnist(string folder)
    {
        _folder.Write($"{folder}/train-images-idx3-ubyte", IdxReaderTests.Images(10, 2, 2, Sample.Bytes(40)));
        _folder.Write($"{folder}/train-labels-idx1-ubyte.gz", IdxReaderTests.Pack(IdxReaderTests.Labels(10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)));
        _folder.Write($"{folder}/t10k-images-idx3-ubyte.gz", IdxReaderTests.Pack(IdxReaderTests.Images(1, 2, 2, Sample.Bytes(4))));
        _folder.Write($"{folder}/t10k-labels-idx1-ubyte", IdxReaderTests.Labels(1, 3));
    }

    private void WriteCifar(string folder, string? classNames)
    {
        _folder.Write($"{folder}/data_batch_1.bin", [.. CifarReaderTests.Record(0), .. CifarReaderTests.Record(1)]);
        _folder.Write($"{folder}/test_batch.bin", CifarReaderTests.Record(2));
        if (classNames is not null)
        {
            _folder.Write($"{folder}/batches.meta.txt", classNames);
        }
    }

    private void WriteImages(string folder, params string[] classes)
    {
        foreach (var name in classes is [] ? ["cat", "dog"] : classes)
        {
            _folder.Write($"{folder}/{name}/1.png", SampleImage.Png(4, 4));
        }
    }
}
