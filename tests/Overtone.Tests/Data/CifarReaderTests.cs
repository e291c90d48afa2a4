using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class CifarReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_of_all_files_follow_one_another()
    {
        string[] paths = [_folder.Write("b.bin", [.. Record(3), .. Record(9)]), _folder.Write("a.bin", Record(0))];
        var data = CifarReader.Read(paths, "set", cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([3, 9, 0], data.Labels);
        Assert.Equal(new ImageShape(3, 32, 32), data.Shape);
        Assert.Equal(Sample.Bytes(3072, start: 9).Select(value => value / 255f), Sample.Pixels(data, 1));
        Assert.Equal(paths, data.Files);
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(3072, "3,072 bytes")]
    [InlineData(3074, "3,074 bytes")]
    public void The_length_must_be_whole_records(int length, string found)
    {
        var path = _folder.Write("data_batch_1.bin", new byte[length]);
        var fault = Assert.Throws<DataFormatException>(() => CifarReader.CountRecords(path));

        Assert.Equal((path, "length", found), (fault.File, fault.Field, fault.Found));
    }

    [Fact]
    public void A_label_above_nine_is_an_error_that_names_the_record()
    {
        var path = _folder.Write("data_batch_1.bin", [.. Record(9), .. Record(10)]);

        Assert.Equal(
            $"{path}: label of record 1: found 10, expected 0 to 9",
            Assert.Throws<DataFormatException>(
                () => CifarReader.Read([path], "set", null, TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Class_names_are_ten_lines()
    {
        var names = "zero one two three four five six seven eight nine".Replace(" ", "\r\n");
        var ten = _folder.Write("batches.meta.txt", names + "\r\n\r\n");
        var nine = _folder.Write("nine.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");

        Assert.Equal("nine", CifarReader.ReadClassNames(ten)[9]);
        Assert.Equal("9 lines", Assert.Throws<DataFormatException>(() => CifarReader.ReadClassNames(nine)).Found);
        Assert.Throws<DataFormatException>(
            () => CifarReader.Read([_folder.Write("a.bin", Record(1))], "set", ["too", "few"], TestContext.Current.CancellationToken));
    }

    internal static byte[] Record(byte label) => [label, .. Sample.Bytes(3072, start: label)];
}
