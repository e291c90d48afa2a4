using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Overtone.Cli.Tests;

/// <summary>The script of docs/export-from-pytorch.md runs as it stands, and both of its files are audited with one result.</summary>
public sealed class ExportPageTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Both_exported_files_have_the_same_heat_map()
    {
        Assert.SkipUnless(File.Exists(Python), $"needs {Python}");
        Assert.SkipUnless(RunPython("-c", "import torch").ExitCode == 0, $"needs PyTorch for {Python} (Debian: apt-get install python3-torch)");
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "export-from-pytorch.md"));
        File.WriteAllText(Path.Combine(_program.Folder, "export.py"), Regex.Match(page, "```python\n(?<script>.*?)```", RegexOptions.Singleline).Groups["script"].Value);
        (int exitCode, string error) = RunPython("export.py");
        Assert.True(exitCode == 0, error);
        Audit("model.onnx", "onnx");
        Audit("model.pt", "script");
        Assert.Equal(HeatMap("onnx"), HeatMap("script"));
    }

    private void Audit(string model, string run)
    {
        CommandLine.Result result = _program.Succeed($"run audit --preset smoke --model {model} --data digits --norm 2 --quiet --out {run}");
    }

    private string HeatMap(string run) => File.ReadAllText(Path.Combine(_program.Folder, run, "tables", "heatmap.csv"));

    private (int ExitCode, string Error) RunPython(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { WorkingDirectory = _program.Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error + output.Result);
    }
}
