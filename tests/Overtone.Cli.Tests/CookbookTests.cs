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
        Assert.Contains("holds", run.Output);
        Assert.True(File.Exists(Path.Combine(_program.Folder, "a", "report.html")));
        Assert.Contains("\"OwnStudy run gibbs --quiet --out a\"", File.ReadAllText(Path.Combine(_program.Folder, "a", "run.json")));
        Assert.Contains("--terms", _program.RunProgram("OwnStudy", "run gibbs --help").Output);
        Assert.Contains("gibbs", _program.RunProgram("OwnStudy", "studies").Output);
    }

    /// <summary>Help, errors and manifests of a program of one's own name that program and its studies, not Overtone's.</summary>
    [Theory]
    [InlineData("--help")]
    [InlineData("")]
    [InlineData("nope")]
    [InlineData("studies")]
    [InlineData("runs")]
    [InlineData("run --help")]
    [InlineData("run gibbs --help")]
    [InlineData("run gibbs --terms many")]
    [InlineData("run gibbs --colour red")]
    [InlineData("report --help")]
    [InlineData("report nowhere")]
    [InlineData("verify --help")]
    [InlineData("compare --help")]
    [InlineData("store --help")]
    [InlineData("store prune --help")]
    public void A_program_of_ones_own_goes_by_its_own_name(string arguments)
    {
        CommandLine.Result result = _program.RunProgram("OwnStudy", arguments);
        string text = result.Output + result.Error;
        Assert.Contains(arguments.EndsWith("--help") ? "Usage:\n  OwnStudy " : "OwnStudy", text.ReplaceLineEndings("\n"));
        // The store's folder is Overtone's, whichever program fills it.
        string said = text.Replace("~/.overtone", "", StringComparison.Ordinal);
        Assert.DoesNotContain("overtone", said, StringComparison.Ordinal);
        Assert.DoesNotContain("fprinciple", said, StringComparison.Ordinal);
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
