using System.Text;
using Overtone.Data;
using Overtone.Files;
using Overtone.Models;
using Overtone.Tests.Data;

namespace Overtone.Tests.Files;

public sealed class StandInTests : IDisposable
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123456789abcdef\nsize 26454\n";
    private const string LfsFault = "kind of file: found a Git LFS pointer, expected the file itself; "
        + "run 'git lfs pull' or download the file";
    private const string PageFault = "kind of file: found a web page (HTML), expected the file itself; download the raw file";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Pointer, "a Git LFS pointer")]
    [InlineData("<!DOCTYPE html><html></html>", "a web page (HTML)")]
    [InlineData("\n\n \t\r\n<html lang=\"en\">", "a web page (HTML)")]
    [InlineData("\uFEFF<!doctype HTML>", "a web page (HTML)")]
    [InlineData("<htm", null)]
    [InlineData("version 1", null)]
    [InlineData("", null)]
    public void What_stands_in_for_a_file_is_told_by_its_first_bytes(string content, string? found) =>
        Assert.Equal(found, StandIn.Of(Encoding.UTF8.GetBytes(content))?.Found);

    [Theory]
    [InlineData(Pointer, LfsFault)]
    [InlineData("\n\n\n<!DOCTYPE html>", PageFault)]
    public void A_model_that_is_none_is_called_by_its_name(string content, string fault)
    {
        string model = _folder.Write("model.onnx", content);
        foreach (Action look in (Action[])[() => ClassifierFile.Open(model), () => ClassifierFile.FilesOf(model)])
            Assert.Equal($"{model}: {fault}", Assert.Throws<ModelFormatException>(look).Message);
    }

    [Theory]
    [InlineData("set.npz", "set.npz", Pointer, LfsFault)]
    [InlineData("set.npz", "set.npz", "<html>", PageFault)]
    [InlineData("set/train-images-idx3-ubyte.gz", "set", Pointer, LfsFault)]
    [InlineData("set/data_batch_1.bin", "set", Pointer, LfsFault)]
    [InlineData("set/data_batch_1", "set", Pointer, LfsFault)]
    [InlineData("set/labels.csv", "set", Pointer, LfsFault)]
    [InlineData("set/cat/1.png", "set", Pointer, LfsFault)]
    [InlineData("set.mat", "set.mat", Pointer, LfsFault)]
    [InlineData("set", "set", "<!DOCTYPE html>", PageFault)]
    public void A_data_file_that_is_none_is_called_by_its_name(string file, string data, string content, string fault)
    {
        string path = _folder.Write(file, content);
        if (file == "set/train-images-idx3-ubyte.gz")
            _folder.Write("set/train-labels-idx1-ubyte", IdxReaderTests.Labels(1, 0));
        if (file == "set/cat/1.png")
            _folder.Write("set/dog/1.png", SampleImage.Png(4, 4));
        var error = Assert.Throws<DataFormatException>(() => Sample.Pixels(DataSource.Open(_folder[data], []).Train, 0));
        Assert.Equal($"{path}: {fault}", error.Message);
    }

    [Fact]
    public void A_file_is_left_at_its_beginning()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        Assert.Null(StandIn.Of(stream));
        Assert.Equal(0, stream.Position);
    }
}
