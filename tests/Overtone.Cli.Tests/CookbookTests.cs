namespace Overtone.Cli.Tests;

/// <summary>Every recipe of the cookbook runs and does what its page says.</summary>
public sealed class CookbookTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_study_of_ones_own_gets_runs_verdicts_and_help()
    {
        CommandLine.Result run = _program.RunProgram("OwnStudy", "run gibbs --quiet --out a");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("supported", run.Output);
        Assert.True(File.Exists(Path.Combine(_program.Folder, "a", "report.html")));
        Assert.Contains("--terms", _program.RunProgram("OwnStudy", "run gibbs --help").Output);
        Assert.Contains("gibbs", _program.RunProgram("OwnStudy", "studies").Output);
    }

    [Fact]
    public void A_loop_of_ones_own_tells_when_each_frequency_settled()
    {
        string[] lines = _program.RunProgram("WatchFrequencies", "").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        double[] settled = [.. lines.Select(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..]))];
        Assert.Equal(2, settled.Length);
        Assert.True(settled[0] < settled[1], string.Join('\n', lines));
    }
}
