using System.Text.Json;
using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>A study that estimates instead of judging claims: its numbers reach the terminal, the report and other programs.</summary>
public sealed class SummaryTests : IDisposable
{
    private const string Smoke = "run audit --preset smoke --jobs 1 --quiet --out ";
    private static readonly CommandLine Program = Prepare();

    public void Dispose()
    {
        if (Directory.Exists(Path.Combine(Program.Folder, "runs", "new")))
            Directory.Delete(Path.Combine(Program.Folder, "runs", "new"), recursive: true);
    }

    [Fact]
    public void A_run_ends_with_the_statements_and_no_empty_table_of_claims()
    {
        CommandLine.Result result = Program.Succeed(Smoke + "runs/new");
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("What matters most:", lines[0]);
        Assert.StartsWith("1. ", lines[1]);
        int summary = Array.FindIndex(lines, line => line.StartsWith("summary", StringComparison.Ordinal));
        Assert.InRange(summary, 2, 4);
        Assert.Contains("clean_accuracy  ", lines[summary + 1]);
        Assert.Contains("It classifies ", lines[summary + 1]);
        Assert.DoesNotContain("threshold", result.Output);
        Assert.EndsWith(")", lines[^1]);
        Assert.Equal(result.Output.Split('\n')[..^2], Program.Run("report runs/new").Output.Split('\n')[..^2]);
    }

    [Fact]
    public void Json_holds_the_estimates_and_a_condition_that_does_not_hold_changes_nothing()
    {
        CommandLine.Result result = Program.Succeed(Smoke + "runs/new --fail-if clean_accuracy<0.001 --json");
        JsonElement findings = JsonDocument.Parse(result.Output).RootElement;
        JsonElement accuracy = findings
            .GetProperty("estimates")
            .EnumerateArray()
            .First(e => e.GetProperty("name").GetString() == "clean_accuracy");
        Assert.InRange(
            accuracy.GetProperty("value").GetDouble(), accuracy.GetProperty("low").GetDouble(), accuracy.GetProperty("high").GetDouble());
        Assert.Equal(0, findings.GetProperty("claims").GetArrayLength());
    }

    [Fact]
    public void The_report_begins_with_the_summary()
    {
        string report = File.ReadAllText(Path.Combine(Program.Folder, "runs", "first", "report.html"));
        Assert.Contains("<h2>Summary</h2>", report);
        Assert.DoesNotContain("<h2>Claims</h2>", report);
        Assert.True(
            report.IndexOf("<h2>Summary</h2>", StringComparison.Ordinal) < report.IndexOf("<h2>Figures</h2>", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_runs_compare_number_by_number()
    {
        CommandLine.Result result = Program.Run("compare runs/first runs/first");
        Assert.Contains("bandwidth_needed", result.Output);
        Assert.DoesNotContain("claim", result.Output);
        JsonElement json = JsonDocument.Parse(Program.Run("compare runs/first runs/first --json").Output).RootElement;
        Assert.NotEqual(0, json.GetProperty("estimates").GetArrayLength());
    }

    [Fact]
    public void A_condition_that_holds_fails_the_run_after_its_result_is_printed()
    {
        CommandLine.Result result = Program.RunArguments([
            .. (Smoke + "runs/new --fail-if bandwidth_needed>100 --fail-if").Split(' '),
            "clean_accuracy <= 1",
        ]);
        Assert.Equal(ExitCode.ConditionHeld, result.ExitCode);
        Assert.Matches(
            "overtone: --fail-if 'clean_accuracy <= 1' holds: clean_accuracy is 0[.][0-9]+\n$", result.Error.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("bandwidth", result.Error);
        Assert.Contains("report.html", result.Output);
    }

    [Fact]
    public void A_condition_that_cannot_be_read_stops_before_anything_is_measured()
    {
        CommandLine.Result result = Program.Run(Smoke + "runs/new --fail-if clean_accuracy=1");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--fail-if: found 'clean_accuracy=1'", result.Error);
        Assert.False(Directory.Exists(Path.Combine(Program.Folder, "runs", "new")));
    }

    [Fact]
    public void A_condition_on_an_unknown_number_lists_those_of_the_run_and_prints_no_result()
    {
        CommandLine.Result result = Program.Run(Smoke + "runs/new --fail-if accuracy<1");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--fail-if: found 'accuracy', expected one of clean_accuracy, withstood_radius, ", result.Error);
        Assert.Empty(result.Output);
    }

    // Trials lie in the store then: each test takes what a report takes.
    private static CommandLine Prepare()
    {
        var program = new CommandLine(CommandLine.SharedStore);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => program.Dispose();
        program.Succeed(Smoke + "runs/first");
        return program;
    }
}
