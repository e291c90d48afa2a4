using System.Text.Json;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests;

/// <summary>A folder with a trial store, in which studies are run in this process; it is gone when the test ends.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("overtone-catalog-").FullName;
    private int _runs;

    /// <summary>How long a trial computes between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The device asked for.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Told every event of every trial.</summary>
    public Action<TrialEvent> OnEvent { get; set; } = _ => { };

    /// <summary>Told what first looks found; without it there are none.</summary>
    public Action<RunOutcome>? OnLook { get; set; }

    /// <summary>The store's folder.</summary>
    public string Store => Path.Combine(_folder, "store");

    /// <summary>Runs a study.</summary>
    public RunOutcome Execute(Study study, StudyOptions options, CancellationToken cancellation = default) =>
        Execute(study, options, new InProcessRunner(), cancellation);

    /// <summary>Runs a study whose trials someone else gets measured.</summary>
    public RunOutcome Execute(Study study, StudyOptions options, ITrialRunner runner, CancellationToken cancellation = default)
    {
        var manifest = new RunManifest
        {
            Study = study.Id,
            StudyVersion = study.Version,
            Title = study.Title,
            Source = study.Source,
            Command = "test",
            Options = JsonSerializer.SerializeToElement(options, options.GetType(), StudyJson.Compact),
            Started = DateTimeOffset.UnixEpoch,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal),
        };
        using var folder = RunFolder.Open(Path.Combine(_folder, $"run{_runs++}"), manifest);
        var environment = new RunEnvironment { Store = Store, Device = Device, CheckpointInterval = CheckpointInterval };
        return new StudyRun(study, options, environment, runner).Execute(folder, manifest, new Observer(this), cancellation, OnLook);
    }

    /// <summary>Another folder with the same store.</summary>
    public TestRun Copy()
    {
        var copy = new TestRun();
        foreach (var file in Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Store, Path.GetRelativePath(Store, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>A trial in the store; null if there is none.</summary>
    public StoredTrial? Find(Study study, string key) => new TrialStore(Store).Find(study.Id, key);

    /// <summary>Removes a trial from the store, which may be a copy of that which it was found in.</summary>
    public void Remove(StoredTrial trial) =>
        Directory.Delete(Path.Combine(Store, "trials", trial.Trial.Study, trial.Trial.Key), recursive: true);

    /// <summary>A copy of a file under another name, in the folder.</summary>
    public string Copy(string file, string name)
    {
        var copy = Path.Combine(_folder, name);
        File.Copy(file, copy);
        return copy;
    }

    /// <summary>
    /// Every stored table file by its place in the store, with its bytes as text: equal texts mean equal tables, bit for bit.
    /// </summary>
    public SortedDictionary<string, string> StoredTables()
    {
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "store", "trials"), "*.parquet", SearchOption.AllDirectories))
        {
            tables.Add(Path.GetRelativePath(_folder, file), Convert.ToHexString(File.ReadAllBytes(file)));
        }

        return tables;
    }

    /// <summary>The checkpoints that are left in the store.</summary>
    public string[] Checkpoints() => Directory.GetFiles(Path.Combine(_folder, "store", "checkpoints"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class Observer(TestRun run) : IRunObserver
    {
        public void Planned(IReadOnlyList<Trial> trials)
        {
        }

        public void Observed(TrialEvent e) => run.OnEvent(e);

        public void Warned(string text) => Assert.Fail(text);
    }
}
