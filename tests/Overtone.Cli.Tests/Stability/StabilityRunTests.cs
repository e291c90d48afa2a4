using System.Diagnostics;
using System.Text.Json.Nodes;
using Overtone.Hosting;

namespace Overtone.Cli.Tests.Stability;

/// <summary>A study repeated with other seeds, end to end.</summary>
public sealed class StabilityRunTests : IDisposable
{
    private const string Smoke = "run small-weight-gradients --preset smoke --jobs 1 --out runs/a ";
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Each_set_is_a_run_of_its_own_and_more_sets_go_on_from_there()
    {
        CommandLine.Result two = _program.Succeed($"{Smoke} --stability 2");
        Assert.Contains("Set 2 of 2, seeds from 1001", two.Error);
        Assert.Contains("turns in 0 of 2", two.Output);
        Assert.DoesNotContain("\u001b", two.Error + two.Output);
        Assert.All(
            ["seed-1/report.html", "seed-1001/report.html", "seed-1001/verdicts.json", "stability.json"],
            file => Assert.True(File.Exists(FileOf(file)), file));
        string[] measured = _program.Stored(_program.Store);
        DateTime[] times = [.. measured.Select(File.GetLastWriteTimeUtc)];

        JsonNode three = JsonNode.Parse(_program.Succeed($"{Smoke} --stability 3 --quiet --json").Output)!;
        Assert.Equal([1, 1001, 2001], three["seeds"]!.AsArray().Select(seed => (int)seed!));
        Assert.Equal(times, measured.Select(File.GetLastWriteTimeUtc));
        Assert.Equal(measured.Length / 2 * 3, _program.Stored(_program.Store).Length);
        Assert.True(JsonNode.DeepEquals(three, JsonNode.Parse(File.ReadAllText(FileOf("stability.json")))));

        // The command that a run's folder names makes that run, and the list of runs shows it.
        string command = (string)JsonNode.Parse(File.ReadAllText(FileOf("seed-1001/run.json")))!["command"]!;
        Assert.EndsWith("--seed 1001 --out runs/a/seed-1001", command, StringComparison.Ordinal);
        Assert.DoesNotContain("--stability", command, StringComparison.Ordinal);
        Assert.Equal(3, JsonNode.Parse(_program.Succeed("runs --json").Output)!.AsArray().Count);
    }

    [Fact]
    public void A_dry_run_counts_the_trials_of_all_sets()
    {
        JsonNode json = JsonNode.Parse(_program.Succeed($"{Smoke} --stability 4 --dry-run --json").Output)!;
        JsonNode one = JsonNode.Parse(_program.Succeed($"{Smoke} --dry-run --json").Output)!;
        Assert.Equal((4, 4 * (int)one["toMeasure"]!), ((int)json["sets"]!, (int)json["toMeasure"]!));
        Assert.Empty(Directory.GetFileSystemEntries(_program.Folder));
    }

    [Fact]
    public void Interrupted_by_ctrl_c_it_keeps_finished_sets_and_says_how_to_go_on()
    {
        ControlC.SkipUnlessHeard();
        using Process process = _program.Start($"{Smoke} --stability 100 --quiet".Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(
            SpinWait.SpinUntil(() => process.HasExited || File.Exists(FileOf("seed-1001/run.json")), TimeSpan.FromMinutes(1)),
            "the second set was not begun");
        ControlC.Send(process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.Matches("^Stopped after [1-9][0-9]? of 100 sets[.] .* --out runs/a to continue", process.StandardError.ReadToEnd());
        Assert.True(File.Exists(FileOf("seed-1/report.html")));
        Assert.False(File.Exists(FileOf("stability.json")));
    }

    private string FileOf(string name) => Path.Combine(_program.Folder, "runs", "a", name);
}
