using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

public sealed class KnownRunsTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_are_found_in_a_folder_and_below_once_each_with_the_trials_that_they_name()
    {
        Write("a", Key);
        Write("below/b", $"other/{Key}");
        var runs = KnownRuns.In([_folder[""], _folder["a"]]);
        Assert.Equal(2, runs.Folders.Count);
        Assert.Empty(runs.Problems);
        Assert.Equal(["coin", "other"], runs.Trials.Select(t => t.Study).Order());
    }

    [Fact]
    public void What_cannot_be_read_is_said()
    {
        Write("a", Key);
        File.WriteAllText(Path.Combine(_folder["a"], RunFolder.ManifestFileName), "{}");
        Assert.Contains(RunFolder.ManifestFileName, Assert.Single(KnownRuns.In([_folder[""]]).Problems));
        Assert.Throws<DirectoryNotFoundException>(() => KnownRuns.In([_folder["nowhere"]]));
    }

    private void Write(string name, string trial)
    {
        var study = new CoinStudy();
        RunManifest manifest = Manifests.Of(study, new CoinOptions());
        using RunFolder folder = RunFolder.Open(_folder[name], manifest);
        folder.Write(manifest with { Trials = [trial] });
    }
}
