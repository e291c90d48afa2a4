namespace Overtone.Studies.Runs;

/// <summary>Gets trials measured: in this process, in worker processes, or on a cluster.</summary>
public interface ITrialRunner
{
    /// <summary>
    /// Measures all trials and returns when each is finished or failed. Events may come from several threads, one at a time.
    /// </summary>
    /// <exception cref="IOException">The disk is full, or another fault of the system would meet every trial.</exception>
    /// <exception cref="OperationCanceledException">The run is to stop; finished trials are in the store.</exception>
    void Run(
        Study study, IReadOnlyList<Trial> trials, RunEnvironment environment, Action<TrialEvent> observe, CancellationToken cancellation);
}

/// <summary>Measures trials one after another in this process: for tests, notebooks and debuggers.</summary>
public sealed class InProcessRunner : ITrialRunner
{
    /// <inheritdoc/>
    public void Run(
        Study study, IReadOnlyList<Trial> trials, RunEnvironment environment, Action<TrialEvent> observe, CancellationToken cancellation)
    {
        var executor = new TrialExecutor(study, new TrialStore(environment.Store), environment);
        foreach (Trial trial in trials)
        {
            cancellation.ThrowIfCancellationRequested();
            observe(TrialEvent.Now(trial, TrialEventKind.Started, 0));
            try
            {
                executor.Execute(trial, (kind, fraction, text) => observe(TrialEvent.Now(trial, kind, fraction, text)), cancellation);
                observe(TrialEvent.Now(trial, TrialEventKind.Finished, 1));
            }
            catch (Exception e) when (e is not OperationCanceledException && StorageFault.In(e) is null)
            {
                observe(TrialEvent.Now(trial, TrialEventKind.Failed, 0, e.Message));
            }
        }
    }
}
