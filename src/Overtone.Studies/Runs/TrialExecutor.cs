namespace Overtone.Studies.Runs;

/// <summary>Measures one trial and stores it, unless another process has stored it meanwhile.</summary>
internal sealed class TrialExecutor(Study study, TrialStore store, RunEnvironment environment)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs the trial in this thread.</summary>
    /// <exception cref="OperationCanceledException">The run is to stop.</exception>
    public void Execute(Trial trial, Action<TrialEventKind, double, string> report, CancellationToken cancellation)
    {
        using FileLock held = WaitForLock(trial, report, cancellation);
        if (store.Find(trial, out _) is not null)
            return;
        using TrialWriter writer = store.Begin(trial);
        study.MeasureTrial(trial, new TrialContext(store, writer, environment, report, cancellation));
        writer.Commit();
        File.Delete(store.CheckpointPath(trial.Key));
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
