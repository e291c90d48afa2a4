namespace Overtone.Studies.Runs;

/// <summary>
/// Measures trials that only look at what is to be measured, in a store of its own that is removed at the end: what follows from them can
/// be planned, and nothing has been written.
/// </summary>
/// <param name="study">The study.</param>
/// <param name="environment">Where the run would find and put things.</param>
/// <param name="runner">Measures.</param>
/// <param name="observer">Follows it.</param>
internal sealed class Rehearsal(Study study, RunEnvironment environment, ITrialRunner runner, IRunObserver observer) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("overtone-dry-run-");
    private readonly List<TrialEvent> _failures = [];

    /// <summary>The trials that failed, and the run would with them.</summary>
    public IReadOnlyList<TrialEvent> Failures => _failures;

    /// <summary>Whether a trial is one to be measured here.</summary>
    public bool Takes(Trial trial) => study.IsPreparationTrial(trial);

    /// <summary>Measures trials.</summary>
    /// <param name="trials">Trials that it takes.</param>
    /// <param name="known">Finished trials, which these may read.</param>
    /// <param name="cancellation">Stops it.</param>
    public IEnumerable<StoredTrial> Measure(
        IReadOnlyList<Trial> trials, IEnumerable<StoredTrial> known, CancellationToken cancellation)
    {
        var store = new TrialStore(_folder.FullName);
        foreach (StoredTrial trial in known)
            Copy(trial.Folder, store.FolderOf(trial.Trial.Study, trial.Trial.Key));
        // What a first look asked for, the run asks for again.
        Trial[] fresh = [.. trials.Where(trial => store.Find(trial.Study, trial.Key) is null)];
        observer.Planned(fresh);
        runner.Run(study, fresh, environment with { Store = _folder.FullName }, Observe, cancellation);
        return trials.Select(trial => store.Find(trial.Study, trial.Key)).OfType<StoredTrial>();
    }

    /// <summary>Removes what was measured.</summary>
    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
            return;
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private void Observe(TrialEvent e)
    {
        if (e.Kind == TrialEventKind.Failed)
            _failures.Add(e);
        observer.Observed(e);
    }
}
