using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class DataVerificationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_published_MNIST_passes()
    {
        var checks = DataVerification.Check("mnist", TestData.FolderOrSkip("mnist"), TestContext.Current.CancellationToken);

        Assert.Equal(4, checks.Count);
        Assert.All(checks, check => Assert.True(check.IsPassed, check.ToString()));
    }

    [Fact]
    public void Another_set_in_the_layout_of_CIFAR10_fails()
    {
        var checks = DataVerification.Check("cifar10", TestData.FolderOrSkip("tiny-imagenet-10"), TestContext.Current.CancellationToken);

        Assert.Equal("failed: records of data_batch_1.bin: found 3,600, expected 10,000", checks[0].ToString());
        Assert.All(checks, check => Assert.False(check.IsPassed));
    }

    [Fact]
    public void Files_of_the_right_counts_pass_as_CIFAR10()
    {
        var records = new byte[10_000 * CifarReader.RecordLength];
        for (var index = 0; index < 10_000; index++)
        {
            records[index * CifarReader.RecordLength] = (byte)(index % 10);
        }

        foreach (var file in (string[])["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"])
        {
            _folder.Write($"{file}.bin", records);
        }

        Assert.All(Check("cifar10"), check => Assert.True(check.IsPassed, check.ToString()));

        records[0] = 1;
        _folder.Write("test_batch.bin", records);
        Assert.Equal(
            "failed: test images per class: found 999 1001 1000 1000 1000 1000 1000 1000 1000 1000, "
            + "expected 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000",
            Assert.Single(Check("cifar10"), check => !check.IsPassed).ToString());
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("cifar10")]
    public void Missing_files_are_failed_checks(string name) => Assert.All(Check(name), check => Assert.False(check.IsPassed));

    [Fact]
    public void Damaged_files_are_failed_checks()
    {
        var packed = IdxReaderTests.Pack(Sample.Bytes(100_000));
        packed.AsSpan(packed.Length / 2, 8).Fill(0xFF);
        _folder.Write("train-images-idx3-ubyte.gz", packed);

        Assert.Contains("intact gzip", Check("mnist")[0].Found);
    }

    [Fact]
    public void A_missing_folder_is_a_failed_check() =>
        Assert.All(
            DataVerification.Check("mnist", _folder["none"], TestContext.Current.CancellationToken),
            check => Assert.Equal("no file", check.Found));

    [Fact]
    public void A_name_of_which_nothing_is_known_is_refused() => Assert.Throws<ArgumentException>(() => Check("digits"));

    private IReadOnlyList<DataCheck> Check(string name) =>
        DataVerification.Check(name, _folder.Path, TestContext.Current.CancellationToken);
}
