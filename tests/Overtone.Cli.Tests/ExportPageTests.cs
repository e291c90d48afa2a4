using System.Text.RegularExpressions;

namespace Overtone.Cli.Tests;

/// <summary>The script of docs/export-from-pytorch.md runs as it stands, and both kinds of file are audited with one result.</summary>
public sealed class ExportPageTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Both_exported_files_have_the_same_heat_map()
    {
        Interpreter.RequireOrSkip("torch", "python3-torch");
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "export-from-pytorch.md"));
        File.WriteAllText(
            Path.Combine(_program.Folder, "export.py"),
            string.Concat(Regex.Matches(page, "```python\n(?<script>.*?)```", RegexOptions.Singleline)
                .Select(match => match.Groups["script"].Value)));
        (int exitCode, string output, string error) = Interpreter.Run(_program.Folder, "export.py");
        Assert.True(exitCode == 0, error + output);
        Audit("model.onnx", "onnx");
        Audit("model.pt", "script");
        Assert.Equal(HeatMap("onnx"), HeatMap("script"));
    }

    private void Audit(string model, string run)
    {
        CommandLine.Result result = _program.Succeed(
            $"run audit --preset smoke --model {model} --data digits --norm 2 --corruptions none --attacks none --jobs 1 --quiet "
                + $"--out {run}");
    }

    private string HeatMap(string run) => File.ReadAllText(Path.Combine(_program.Folder, run, "tables", "heatmap.csv"));
}
