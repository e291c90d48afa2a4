using System.Text.Json;
using System.Text.Json.Nodes;

namespace Overtone.Cli.Tests;

/// <summary>The list of runs, also where one of them is damaged.</summary>
public sealed class RunsListTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"study\": \"\\u001b[2J")]
    [InlineData("")]
    public void One_damaged_run_is_listed_with_the_reason_beside_the_others(string content)
    {
        Write("good", JsonSerializer.Serialize(new
        {
            study = "coin",
            studyVersion = 1,
            title = "\u001b]0;PWN\u0007",
            source = "none",
            command = "overtone run coin \u001b[2J",
            options = new { },
            started = DateTimeOffset.UnixEpoch,
            environment = new { },
        }));
        Write("bad", content);

        CommandLine.Result listed = _program.Succeed("runs");
        string[] lines = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains("coin", lines[1]);
        Assert.Contains("cannot be read: ", lines[2]);
        Assert.Contains("expected a run's manifest", lines[2]);
        Assert.DoesNotContain('\u001b', listed.Output + listed.Error);

        JsonArray runs = JsonNode.Parse(_program.Succeed("runs --json").Output)!.AsArray();
        Assert.Equal("coin", (string?)runs[0]!["study"]);
        Assert.Contains("run.json", (string?)runs[1]!["problem"]);
    }

    [Fact]
    public void A_damaged_run_is_named_by_commands_that_need_it()
    {
        Write("bad", "{\"study\": 7}");
        CommandLine.Result report = _program.Run("report runs/bad");
        Assert.Equal(1, report.ExitCode);
        Assert.StartsWith($"overtone: {Path.Combine("runs", "bad", "run.json")}: study: found ", report.Error);
        Assert.Single(report.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.Combine(_program.Folder, "runs", name));
        File.WriteAllText(Path.Combine(_program.Folder, "runs", name, "run.json"), content);
    }
}
