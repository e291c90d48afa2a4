using System.Text;
using Overtone.Data;

namespace Overtone.Tests.Data;

/// <summary>CIFAR's Python files, written by Python's pickle in every protocol, and as Python 2 wrote them.</summary>
public sealed class CifarPickleTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Cases.Data, "cifar-python");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_protocol_gives_the_same_set(int protocol)
    {
        var data = Open(Path.Combine(Folder, $"protocol{protocol}"));

        Assert.Null(data.Test);
        Assert.Equal([3, 9], data.Train.Labels);
        Assert.Equal(("airplane", "truck", 10), (data.Train.ClassNames[0], data.Train.ClassNames[9], data.Train.ClassNames.Count));
        Assert.Equal(Pixels(0), Sample.Pixels(data.Train, 0));
        Assert.Equal(Pixels(1), Sample.Pixels(data.Train, 1));
        Assert.EndsWith("data_batch_1", Assert.Single(data.Train.Files), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_hundred_classes_the_fine_labels_count()
    {
        var (train, test) = Open(Path.Combine(Folder, "hundred"));

        Assert.Equal([99, 0], train.Labels);
        Assert.Equal([42], test!.Labels);
        Assert.Equal(("class 42", 100), (test.ClassNames[42], test.ClassNames.Count));
        Assert.Equal(Pixels(5), Sample.Pixels(test, 0));
    }

    [Fact]
    public void Batches_follow_one_another()
    {
        var batch = File.ReadAllBytes(Path.Combine(Folder, "protocol4", "data_batch_1"));
        for (var number = 1; number <= 11; number++)
        {
            _folder.Write($"data_batch_{number}", batch);
        }

        _folder.Write("test_batch", batch);
        Assert.Equal((22, 2), (Open(_folder.Path).Train.Count, Open(_folder.Path).Evaluation.Count));
        File.Delete(_folder["data_batch_7"]);
        Assert.Equal(_folder["data_batch_7"], Assert.Throws<DataFormatException>(() => Open(_folder.Path)).File);
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'echo'\ntR.", "global", "os.system")]
    [InlineData("].", "content", "a list")]
    [InlineData("}.", "data", "none")]
    [InlineData("}(Vdata\nK\u0001u.", "data", "a whole number")]
    [InlineData("}(Vdata\n{array}Vlabels\n](K\u0001K\u000aeu.", "labels, item 1", "10")]
    [InlineData("}(Vdata\n{array}Vlabels\n](K\u0001G\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000eu.", "labels, item 1",
        "a floating-point number")]
    [InlineData("}(Vdata\n{array}Vlabels\n](K\u0001eu.", "number of labels", "1")]
    [InlineData("}(Vdata\n{short}Vlabels\n](K\u0001K\u0001eu.", "data", "5 bytes for the shape (2, 3072)")]
    [InlineData("}(Vdata\n{wide}Vlabels\n](K\u0001K\u0001eu.", "data", "f4 of shape (2, 3072) in Fortran order")]
    public void What_is_no_batch_is_refused_in_a_sentence(string pickle, string field, string found)
    {
        var text = pickle
            .Replace("{array}", Array("u1", "I00\n", 6144), StringComparison.Ordinal)
            .Replace("{short}", Array("u1", "I00\n", 5), StringComparison.Ordinal)
            .Replace("{wide}", Array("f4", "I01\n", 5), StringComparison.Ordinal);
        var path = _folder.Write("data_batch_1", Encoding.Latin1.GetBytes(text));
        var fault = Assert.Throws<DataFormatException>(() => Open(_folder.Path));

        Assert.Equal((path, field, found), (fault.File, fault.Field, fault.Found));
    }

    [Fact]
    public void Damage_anywhere_ends_in_one_sentence()
    {
        var whole = File.ReadAllBytes(Path.Combine(Folder, "hundred", "meta"));
        var random = new Random(1);
        for (var trial = 0; trial < 2000; trial++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var path = _folder.Write("meta", damaged[..random.Next(1, damaged.Length + 1)]);
            try
            {
                CifarPickleReader.ReadClassNames(path);
            }
            catch (DataFormatException fault)
            {
                Assert.Equal(path, fault.File);
                Assert.NotEqual("damaged data", fault.Found);
            }
        }
    }

    private static float[] Pixels(int image) =>
        [.. Enumerable.Range(0, 3072).Select(position => (7 * image + 13 * position) % 251 / 255f)];

    private static string Array(string type, string isFortran, int bytes) =>
        $"cnumpy._core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I2\nI3072\ntcnumpy\ndtype\n(S'{type}'\nI0\nI1\ntR"
            + $"(I3\nS'|'\nNNNI-1\nI-1\nI0\ntb{isFortran}B{Encoding.Latin1.GetString(BitConverter.GetBytes(bytes))}"
            + $"{new string('a', bytes)}tb";

    private static DataSplit Open(string path) => DataSource.Open(path, [], cancellation: TestContext.Current.CancellationToken);
}
