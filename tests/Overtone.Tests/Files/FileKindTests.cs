using System.Diagnostics;
using System.Net.Sockets;
using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Files;
using Overtone.Models;

namespace Overtone.Tests.Files;

public sealed class FileKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileKindTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes and devices have no place among Windows' files");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_told_from_what_has_a_files_name()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        File.CreateSymbolicLink(_folder["link"], Pipe("pipe"));

        Assert.Null(FileKind.UnlessRegular(_folder.Write("file", "content")));
        Assert.Null(FileKind.UnlessRegular(_folder["none"]));
        Assert.Equal("a folder", FileKind.UnlessRegular(_folder.Path));
        Assert.Equal("a pipe", FileKind.UnlessRegular(_folder["pipe"]));
        Assert.Equal("a pipe", FileKind.UnlessRegular(_folder["link"]));
        Assert.Equal("a device", FileKind.UnlessRegular("/dev/zero"));
        Assert.Equal("a socket", FileKind.UnlessRegular(_folder["socket"]));
    }

    // Nobody writes into the pipe: a reader that opened it would wait for ever.
    [Theory]
    [InlineData("x.npy")]
    [InlineData("set.npz")]
    [InlineData("list.csv")]
    [InlineData("train-labels")]
    [InlineData("data_batch_1.bin")]
    public void A_pipe_as_data_is_refused_unopened(string name)
    {
        string pipe = Pipe(name);
        var fault = Assert.Throws<DataFormatException>(() => (object)(name switch
        {
            "x.npy" => NpyReader.Read(pipe),
            "set.npz" => ArraySource.Open(pipe),
            "list.csv" => ImageListReader.Read(pipe, cancellation: TestContext.Current.CancellationToken),
            "train-labels" => IdxReader.ReadLabels(pipe),
            _ => CifarReader.CountRecords(pipe),
        }));

        Assert.Equal($"{pipe}: file: found a pipe, expected a file", fault.Message);
    }

    [Fact]
    public void A_pipe_as_a_picture_is_refused_unopened()
    {
        _folder.Write("set/a/1.png", 0);
        Pipe("set/b/1.png");
        File.Delete(_folder["set/a/1.png"]);
        Pipe("set/a/1.png");

        var fault = Assert.Throws<DataFormatException>(
            () => ImageFolderReader.Read(_folder["set"], cancellation: TestContext.Current.CancellationToken));
        Assert.Equal("a pipe", fault.Found);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.pt")]
    public void A_pipe_as_a_model_is_refused_unopened(string name)
    {
        string pipe = Pipe(name);

        foreach (Action look in (Action[])
            [() => ClassifierFile.FilesOf(pipe), () => ClassifierFile.Open(pipe), () => ClassifierFile.IsTorchScript(pipe)])
            Assert.Equal(
                $"{pipe}: file: found a pipe, expected an ONNX or TorchScript file", Assert.Throws<ModelFormatException>(look).Message);
    }

    [Fact]
    public void A_device_as_a_model_is_refused() =>
        Assert.Equal("a device", Assert.Throws<ModelFormatException>(() => ClassifierFile.FilesOf("/dev/zero")).Found);

    [Fact]
    public void A_pipe_as_a_side_file_is_refused_unopened()
    {
        string model = _folder.Write("a.onnx", Models.SampleOnnx.WithExternalWeights());
        string pipe = Pipe("a.json");

        Assert.Equal(
            $"{pipe}: file: found a pipe, expected a JSON file",
            Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(model)).Message);
        Assert.Equal("a pipe", Assert.Throws<ModelFormatException>(() => ClassifierFile.FilesOf(model)).Found);
    }

    [Fact]
    public void A_pipe_as_external_data_is_refused_unopened()
    {
        string model = _folder.Write("a.onnx", Models.SampleOnnx.WithExternalWeights("weights.bin"));
        Pipe("weights.bin");

        foreach (Action look in (Action[])[() => ClassifierFile.FilesOf(model), () => ClassifierFile.Open(model)])
            Assert.Equal("\"weights.bin\", a pipe", Assert.Throws<ModelFormatException>(look).Found);
    }

    private string Pipe(string name)
    {
        using var made = Process.Start("mkfifo", [_folder[name]]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return _folder[name];
    }
}
