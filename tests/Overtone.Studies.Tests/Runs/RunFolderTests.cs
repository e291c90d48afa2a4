using System.Text.Json;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunManifest _manifest = Manifests.Of(new CoinStudy(), new CoinOptions());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_runs_cannot_share_a_folder_at_the_same_time()
    {
        using RunFolder first = RunFolder.Open(_folder["run"], _manifest);
        Assert.Contains("another process", Assert.Throws<IOException>(() => RunFolder.Open(_folder["run"], _manifest)).Message);
    }

    [Fact]
    public void The_same_run_goes_on_in_its_folder_and_another_is_refused()
    {
        using (RunFolder first = RunFolder.Open(_folder["run"], _manifest))
        {
            first.Write(_manifest);
            first.Append(Event(TrialEventKind.Finished));
        }

        RunFolder.Open(_folder["run"], _manifest).Dispose();
        Assert.Contains("other options", Assert.Throws<IOException>(() => RunFolder.Open(_folder["run"], Other)).Message);
    }

    [Fact]
    public void A_run_that_measured_nothing_gives_way()
    {
        using (RunFolder first = RunFolder.Open(_folder["run"], _manifest))
        {
            first.Write(_manifest);
            first.Append(Event(TrialEventKind.Finished) with { Text = RunFolder.Preparation });
            first.Append(Event(TrialEventKind.Failed));
            first.LogError("no such model");
        }

        using (RunFolder run = RunFolder.Open(_folder["run"], Other))
            run.Write(Other);
        Assert.True(JsonElement.DeepEquals(Other.Options, RunFolder.ReadManifest(_folder["run"]).Options));
        Assert.False(File.Exists(_folder["run/errors.log"]));
        Assert.Empty(File.ReadAllText(_folder["run/progress.jsonl"]));
    }

    private static RunManifest Other { get; } = Manifests.Of(new CoinStudy(), new CoinOptions { Sides = 5 });

    private static TrialEvent Event(TrialEventKind kind) => new(DateTimeOffset.UnixEpoch, kind, "key", "a throw", 1);

    [Fact]
    public void What_a_kill_left_half_written_is_removed_and_the_run_goes_on()
    {
        // Killed before its manifest had its name, and while a table was written.
        string gone = ProcessMarkTests.OfGoneProcess(),
            manifest = _folder[$"run/.run.json.{gone}.partial"],
            table = _folder[$"run/tables/.spectra.csv.{gone}.partial"];
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(manifest, "{");
        using (RunFolder run = RunFolder.Open(_folder["run"], _manifest))
            run.Write(_manifest);
        Directory.CreateDirectory(_folder["run/tables"]);
        File.WriteAllText(table, "x");
        RunFolder.Open(_folder["run"], _manifest).Dispose();
        Assert.False(File.Exists(manifest) || File.Exists(table));
        Assert.Equal(_manifest.Study, RunFolder.ReadManifest(_folder["run"]).Study);
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_left_alone()
    {
        File.WriteAllText(_folder["thesis.tex"], "years of work");
        Assert.Contains("contains other files", Assert.Throws<IOException>(() => RunFolder.Open(_folder.Path, _manifest)).Message);
        Assert.Equal(["thesis.tex"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Where_no_run_began_only_what_was_made_for_it_is_removed()
    {
        Directory.CreateDirectory(_folder["mine"]);
        RunFolder.Open(_folder["mine/runs/a"], _manifest).Dispose();
        RunFolder.Open(_folder["mine"], _manifest).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder["mine"]));
    }

    [Fact]
    public void A_file_in_the_way_is_named()
    {
        File.WriteAllText(_folder["run"], "");
        Assert.Contains(_folder["run"], Assert.Throws<IOException>(() => RunFolder.Open(_folder["run"], _manifest)).Message);
    }

    [Fact]
    public void A_folder_without_a_run_says_what_was_expected() =>
        Assert.Contains("run.json", Assert.Throws<FileNotFoundException>(() => RunFolder.ReadManifest(_folder.Path)).Message);

    [Fact]
    public void Default_folders_never_collide()
    {
        var now = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Local);
        Assert.Equal(Path.Combine("runs", "coin-20260102-030405"), RunFolder.DefaultPath("coin", now));
    }
}
