using System.Diagnostics;
using System.Text.Json.Nodes;
using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>The store's content, and what is deleted of it.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void The_store_is_shown_by_study_and_loses_what_no_run_names()
    {
        Gibbs("run gibbs --terms 10,20,30 --quiet --out runs/a");
        Gibbs("run gibbs --terms 10,40 --quiet --out runs/b");
        Directory.Delete(Path.Combine(_program.Folder, "runs", "a"), recursive: true);

        string shown = Gibbs("store").Output;
        Assert.Matches(@"(?m)^gibbs +4 .* 50 %$", shown);
        Assert.Contains("1 run found", shown);
        JsonNode json = JsonNode.Parse(Gibbs("store --json").Output)!;
        Assert.Equal(4, (int)json["total"]!["trials"]!);
        Assert.Equal(2, (int)json["studies"]![0]!["named"]!);
        Assert.True((long)json["total"]!["bytes"]! > 0);

        // They are young.
        Assert.Contains("0 trials, 0 B, used by no run", Gibbs("store prune --yes").Output);
        Assert.Contains("2 trials, ", Gibbs("store prune --dry-run --older-than 0").Output);
        Assert.Equal(4, _program.Stored(_program.Store).Length);
        JsonNode pruned = JsonNode.Parse(Gibbs("store prune --older-than 0 --yes --json").Output)!;
        Assert.Equal((2, true), ((int)pruned["trials"]!, (bool)pruned["deleted"]!));
        Assert.Equal(2, _program.Stored(_program.Store).Length);
        Gibbs("report runs/b");
    }

    [Fact]
    public void Only_the_study_that_is_named_loses_trials()
    {
        Gibbs("run gibbs --terms 10 --quiet --out a");
        Directory.Delete(Path.Combine(_program.Folder, "a"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_program.Folder, "empty"));
        CommandLine.Result other = _program.RunProgram("OwnStudy", "store prune empty --study coin --older-than 0 --yes");
        Assert.Equal(ExitCode.Usage, other.ExitCode);
        Assert.Contains("--study: found 'coin', expected a study of the store: gibbs", other.Error);
        Assert.Contains("1 trial deleted, ", Gibbs("store prune empty --study gibbs --older-than 0 --yes").Output);
    }

    [Fact]
    public void Nothing_is_deleted_while_a_run_cannot_be_read()
    {
        Gibbs("run gibbs --terms 10 --quiet --out runs/a");
        File.WriteAllText(Path.Combine(_program.Folder, "runs", "a", "run.json"), "{}");
        CommandLine.Result result = _program.RunProgram("OwnStudy", "store prune --older-than 0 --yes");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("run.json: ", result.Error);
        Assert.Contains("Nothing was deleted", result.Error);
        Assert.Single(_program.Stored(_program.Store));
        Assert.Contains("warning: ", Gibbs("store").Error);
    }

    [Fact]
    public void An_empty_store_is_shown_and_not_made()
    {
        Assert.Contains("no trials", Gibbs("store").Output);
        Directory.CreateDirectory(Path.Combine(_program.Folder, "runs"));
        Assert.Contains("0 trials", Gibbs("store prune runs --yes").Output);
        Assert.False(Directory.Exists(_program.Store));
    }

    [Fact]
    public void A_run_that_measures_meanwhile_loses_nothing()
    {
        const string Study = "run fprinciple-parity --steps 50 --quiet --jobs 1";
        _program.Succeed($"{Study} --draws 2 --out elsewhere");
        string[] needed = _program.Stored(_program.Store);
        _program.Succeed($"{Study} --draws 2 --seed 100 --out elsewhere-too");
        string[] old = _program.Stored(_program.Store);
        Array.ForEach(old, trial => File.SetLastWriteTimeUtc(trial, DateTime.UtcNow.AddDays(-2)));
        Directory.Delete(Path.Combine(_program.Store, "uses"), recursive: true);

        using Process run = _program.Start($"{Study} --draws 6 --out other/run".Split(' '));
        SpinWait.SpinUntil(() => run.HasExited || _program.Stored(_program.Store).Length > old.Length);
        Directory.CreateDirectory(Path.Combine(_program.Folder, "empty"));
        while (!run.HasExited)
            _program.Succeed("store prune empty --yes");
        Assert.True(run.ExitCode == ExitCode.Success, run.StandardError.ReadToEnd());
        _program.Succeed("store prune empty --yes");
        Assert.All(needed, trial => Assert.True(File.Exists(trial)));
        Assert.All(old.Except(needed), trial => Assert.False(File.Exists(trial)));
        _program.Succeed("report other/run");
    }

    private CommandLine.Result Gibbs(string arguments)
    {
        CommandLine.Result result = _program.RunProgram("OwnStudy", arguments);
        Assert.True(result.ExitCode == ExitCode.Success, $"{arguments}: {result.Error}");
        return result;
    }
}
