using System.Diagnostics;
using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>Nobody writes into these pipes: a program that opened one would wait for ever.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly CommandLine _program = new();

    public PipeTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no place among Windows' files");

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("model.onnx", "audit model.onnx --data digits", "model.onnx: file: found a pipe, expected an ONNX or TorchScript file")]
    [InlineData("model.pt", "audit model.pt --data digits", "model.pt: file: found a pipe, expected an ONNX or TorchScript file")]
    [InlineData("set/x.npz", "run fprinciple-images --data set --preset smoke", "x.npz: file: found a pipe, expected a file")]
    [InlineData("set/train-images", "run fprinciple-images --data set --preset smoke", "found a pipe, expected a file")]
    [InlineData("set/labels.csv", "run fprinciple-images --data set --preset smoke", "labels.csv: file: found a pipe, expected a file")]
    [InlineData("set/x.npy", "spectrum set", "x.npy: file: found a pipe, expected a file")]
    [InlineData("t.npz", "spectrum t.npz", "t.npz: file: found a pipe, expected a file")]
    public void A_pipe_in_the_place_of_a_file_is_refused_in_a_sentence(string pipe, string command, string message)
    {
        string path = Path.Combine(_program.Folder, pipe);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (pipe == "set/train-images")
            File.WriteAllBytes(Path.Combine(_program.Folder, "set", "train-labels"), [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        if (pipe == "set/x.npy")
            File.WriteAllText(Path.Combine(_program.Folder, "set", "y.npy"), "");
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();

        CommandLine.Result result = _program.Run(command);
        Assert.NotEqual(ExitCode.Success, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("overtone: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Error);
    }
}
