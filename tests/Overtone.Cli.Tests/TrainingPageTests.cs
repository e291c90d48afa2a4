using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Overtone.Cli.Tests;

/// <summary>
/// docs/training-spectra.md: its PyTorch loop runs as it stands and its predictions are read, the lines for Keras and JAX run with a
/// stand-in for the framework; its C# is the cookbook's.
/// </summary>
public sealed class TrainingPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "training-spectra.md"));
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void What_the_pytorch_loop_saves_shows_the_slow_wave_before_the_fast_one()
    {
        Interpreter.RequireOrSkip("torch", "python3-torch");
        File.WriteAllText(Path.Combine(_program.Folder, "train.py"), Blocks("python")[0]);
        (int exitCode, string output, string error) = Interpreter.Run(_program.Folder, "train.py");
        Assert.True(exitCode == 0, error + output);
        CommandLine.Result result = _program.Succeed("spectrum predictions --jobs 1 --quiet --out run --json --frequencies 1,3");
        Assert.Equal(1, Estimate(result.Output, "rank_correlation"));
        double[] settled =
        [
            .. File.ReadLines(Path.Combine(_program.Folder, "run", "tables", "settling.csv"))
                .Skip(1)
                .Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture)),
        ];
        Assert.True(settled[0] < settled[1], string.Join(" ", settled));
    }

    [Fact]
    public void Four_lines_are_marked_and_the_other_frameworks_save_the_same_files()
    {
        string[] scripts = Blocks("python");
        Assert.Equal(3, scripts.Length);
        Assert.Equal(4, Regex.Count(scripts[0], @"# \d$", RegexOptions.Multiline));
        Assert.All(
            scripts,
            script => Assert.All(new[] { "predictions/x.npy", "predictions/y.npy", ":06d}.npy" }, name => Assert.Contains(name, script)));
    }

    [Theory]
    [InlineData(1, "keras")]
    [InlineData(2, "jax")]
    public void What_the_lines_of_other_frameworks_save_is_read(int block, string framework)
    {
        Interpreter.RequireOrSkip("numpy", "python3-numpy");
        string recipe = Blocks("python")[block];
        string[] parts = recipe.Split("# in the loop\n");
        // A slow wave that is learned ten times as fast as the fast one.
        string script = "import os, types\nimport numpy as np\n"
            + "x = np.linspace(-1, 1, 200)[:, None]; slow = np.sin(2 * np.pi * x); fast = np.sin(6 * np.pi * x); y = slow + fast\n"
            + "def learned(t): return (1 - np.exp(-t)) * slow + (1 - np.exp(-t / 10)) * fast\n"
            + framework switch
            {
                "keras" => "keras = types.SimpleNamespace(callbacks=types.SimpleNamespace(Callback=object))\n"
                    + recipe
                    + "\n"
                    + "save = Save()\n"
                    + "for epoch in range(40):\n    save.model = types.SimpleNamespace(predict=lambda x, verbose: learned(epoch))\n    "
                    + "save.on_epoch_end(epoch, {})\n",
                _ => "predict = lambda params, x: learned(params)\n"
                    + parts[0]
                    + "for step in range(4000):\n    params = step / 100\n    "
                    + parts[1].Replace("\n", "\n    ")
                    + "\n",
            };
        File.WriteAllText(Path.Combine(_program.Folder, "train.py"), script);
        (int exitCode, string output, string error) = Interpreter.Run(_program.Folder, "train.py");
        Assert.True(exitCode == 0, error + output + script);
        Assert.Equal(42, Directory.GetFiles(Path.Combine(_program.Folder, "predictions")).Length);
        string found = _program.Succeed("spectrum predictions --jobs 1 --quiet --out run --json --frequencies 1,3").Output;
        Assert.Equal(1, Estimate(found, "rank_correlation"));
    }

    [Fact]
    public void The_loop_in_csharp_is_the_one_of_the_cookbook_which_is_run_by_a_test()
    {
        string[] recipe = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "WatchFrequencies.cs.txt"))];
        int at = 0;
        foreach (string line in Assert.Single(Blocks("csharp")).Split('\n'))
        {
            int found = Array.IndexOf(recipe, line, at);
            Assert.True(found >= at, $"not in the cookbook, or in another order: {line}");
            at = found + 1;
        }
    }

    [Fact]
    public void Every_number_of_the_summary_is_explained()
    {
        SavedArrays.Classifier(Path.Combine(_program.Folder, "data"), samples: 60, classes: 3, 0, 20);
        string found = _program.Succeed("spectrum data --jobs 1 --quiet --out run --json").Output;
        using JsonDocument document = JsonDocument.Parse(found);
        string[] names =
            [.. document.RootElement.GetProperty("estimates").EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];
        string summary = Page[
            Page.IndexOf("## The summary", StringComparison.Ordinal)..Page.IndexOf("## When it refuses", StringComparison.Ordinal)
        ];
        string[] listed =
        [
            .. Regex
                .Matches(summary, @"(?<=^\|.*)`(?<name>\w+)`(?=[^|]* \|.*\|)", RegexOptions.Multiline)
                .Select(m => m.Groups["name"].Value),
        ];
        Assert.Equal([.. names, "prediction_sum_error"], listed);
    }

    private static string[] Blocks(string language) =>
        [
            .. Regex
                .Matches(Page, $"```{language}\n(?<script>.*?)\n```", RegexOptions.Singleline)
                .Select(block => block.Groups["script"].Value),
        ];

    private static double Estimate(string json, string name)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document
            .RootElement.GetProperty("estimates")
            .EnumerateArray()
            .Single(e => e.GetProperty("name").GetString() == name)
            .GetProperty("value")
            .GetDouble();
    }
}
