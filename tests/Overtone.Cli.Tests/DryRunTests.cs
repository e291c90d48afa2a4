using System.Text.Json.Nodes;
using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>What a command would measure, shown without measuring.</summary>
public sealed class DryRunTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("run fprinciple-parity --preset smoke", "unknown until one")]
    [InlineData("run fprinciple-filtering --preset smoke", "More trials may follow")]
    [InlineData("audit --demo --preset smoke", "More trials may follow")]
    [InlineData("spectrum --demo --preset smoke", "More trials may follow")]
    public void Nothing_is_written(string command, string text)
    {
        CommandLine.Result result = _program.Succeed($"{command} --dry-run");
        Assert.Contains(text, result.Output);
        Assert.Contains("Nothing was measured or written", result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_program.Folder));
    }

    [Fact]
    public void A_model_is_looked_at_so_that_its_whole_audit_is_counted()
    {
        string audit = $"audit {Fixture("digits.onnx")} --data digits --preset smoke --corruptions none --images";
        JsonNode first = JsonNode.Parse(_program.Succeed($"{audit} 30 --dry-run --json").Output)!;
        Assert.Empty(Directory.GetFileSystemEntries(_program.Folder));
        int count = (int)first["toMeasure"]!;
        Assert.Contains(first["kinds"]!.AsArray(), kind => (string?)kind!["kind"] == "audit: heat-map");

        _program.Succeed($"{audit} 30 --quiet --out run");
        // Which images to draw and which waves to attack with is known when the heat map is.
        int stored = _program.Stored(_program.Store).Length;
        Assert.Equal(count + 2, stored);
        JsonNode second = JsonNode.Parse(_program.Succeed($"{audit} 40 --dry-run --json").Output)!;
        Assert.Equal((0, count), ((int)second["inStore"]!, (int)second["toMeasure"]!));
        Assert.True((double)second["seconds"]! > 0 && (long)second["memory"]! > 0);
        Assert.Equal(stored, _program.Stored(_program.Store).Length);
    }

    [Fact]
    public void A_model_that_its_preflight_refuses_is_refused_at_once()
    {
        CommandLine.Result result = _program.Run($"audit {Fixture("rgb.onnx")} --data digits --output scores --preset smoke --dry-run");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("expected one of the model's outputs: logits", result.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_program.Folder));
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    [Fact]
    public void Studies_of_one_s_own_have_it_and_json_says_what_is_known()
    {
        string first = _program.RunProgram("OwnStudy", "run gibbs --terms 10,20 --dry-run --json").Output;
        Assert.Null(JsonNode.Parse(first)!["seconds"]);
        Assert.Equal(0, _program.RunProgram("OwnStudy", "run gibbs --terms 10,20 --quiet --out a").ExitCode);
        JsonNode json = JsonNode.Parse(_program.RunProgram("OwnStudy", "run gibbs --terms 10,20,30 --jobs 1 --dry-run --json").Output)!;
        Assert.Equal((2, 1, 1), ((int)json["inStore"]!, (int)json["toMeasure"]!, (int)json["jobs"]!));
        Assert.True((double)json["seconds"]! > 0);
        Assert.False((bool)json["mayGrow"]!);
        Assert.Equal("gibbs", (string?)json["kinds"]![0]!["kind"]);
        Assert.Equal(2, _program.Stored(_program.Store).Length);

        string text = _program.RunProgram("OwnStudy", "run gibbs --terms 10,20,30 --dry-run").Output;
        Assert.Contains("1 trial to measure with", text);
        Assert.Contains("The time for gibbs is based on trials with other settings", text);
        Assert.Contains("Everything is in the store", _program.RunProgram("OwnStudy", "run gibbs --terms 10 --dry-run").Output);
    }
}
