namespace Overtone.Studies.Runs;

/// <summary>Measures one trial and stores it, unless another process has stored it meanwhile.</summary>
internal sealed class TrialExecutor(Study study, TrialStore store, RunEnvironment environment)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    private readonly InputChecksums _checksums = new(store.ChecksumsPath, CancellationToken.None);

    /// <summary>Runs the trial in this thread.</summary>
    /// <exception cref="InvalidDataException">An input file is not what it was when the trial was planned, or changes while it is
    /// measured.</exception>
    /// <exception cref="OperationCanceledException">The run is to stop.</exception>
    public void Execute(Trial trial, Action<TrialEventKind, double, string> report, CancellationToken cancellation)
    {
        using FileLock held = WaitForLock(trial, report, cancellation);
        if (store.Find(trial, out _) is not null)
            return;
        string[] identities = [.. Identities(trial)];
        RequireInputs(trial);
        using TrialWriter writer = store.Begin(trial);
        study.DefinerOf(trial).MeasureTrial(trial, new TrialContext(store, writer, environment, report, cancellation));
        if (!Identities(trial).SequenceEqual(identities))
            throw new InvalidDataException("an input file changed while it was measured; run again once nothing is writing to it");
        writer.Commit();
        File.Delete(store.CheckpointPath(trial.Key));
    }

    private IEnumerable<string> Identities(Trial trial) =>
        study.DefinerOf(trial).InputPathsOf(trial, environment).Select(InputChecksums.IdentityOf);

    // Numbers of another content must never stand under this trial's key.
    private void RequireInputs(Trial trial)
    {
        IReadOnlyList<InputFile> found = study.DefinerOf(trial).InputsOf(trial, environment, _checksums);
        if (found.SequenceEqual(trial.Inputs))
            return;
        InputFile? changed = trial.Inputs.Except(found).FirstOrDefault();
        throw new InvalidDataException($"{changed?.Name ?? "the input files"}: content changed since the run was planned; run again");
    }

    private FileLock WaitForLock(Trial trial, Action<TrialEventKind, double, string> report, CancellationToken cancellation)
    {
        for (bool told = false; ; told = true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (store.TryLock(trial.Key) is { } held)
                return held;
            if (!told)
                report(TrialEventKind.Progress, 0, "another process is measuring this trial: waiting for it");
            cancellation.WaitHandle.WaitOne(LockPoll);
        }
    }
}
