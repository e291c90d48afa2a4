using System.Collections.Concurrent;
using System.Diagnostics;

namespace Overtone.Studies.Runs;

/// <summary>
/// Measures trials in worker processes, several at a time. A worker that crashes fails one trial and is replaced; which worker measures a
/// trial, and how many there are, changes no number.
/// </summary>
/// <param name="start">Describes how a worker process is started; its input and output must be free.</param>
/// <param name="jobs">How many workers, at least 1.</param>
/// <param name="logError">Receives stack traces and what workers print, for the run's error log.</param>
public sealed class WorkerPool(Func<ProcessStartInfo> start, int jobs, Action<string> logError) : ITrialRunner
{
    /// <inheritdoc/>
    public void Run(Study study, IReadOnlyList<Trial> trials, RunEnvironment environment, Action<TrialEvent> observe, CancellationToken cancellation)
    {
        var queue = new ConcurrentQueue<Trial>(trials);
        var gate = new Lock();
        void Observe(TrialEvent e)
        {
            lock (gate)
                observe(e);
        }

        var slots = Enumerable.Range(0, Math.Min(jobs, trials.Count))
            .Select(_ => new Thread(() => RunSlot(study, environment, queue, Observe, cancellation)))
            .ToList();
        slots.ForEach(slot => slot.Start());
        slots.ForEach(slot => slot.Join());
        cancellation.ThrowIfCancellationRequested();
    }

    private void RunSlot(
        Study study, RunEnvironment environment, ConcurrentQueue<Trial> queue, Action<TrialEvent> observe, CancellationToken cancellation)
    {
        WorkerProcess? worker = null;
        try
        {
            while (!cancellation.IsCancellationRequested && queue.TryDequeue(out Trial? trial))
            {
                observe(TrialEvent.Now(trial, TrialEventKind.Started, 0));
                try
                {
                    worker ??= new WorkerProcess(start(), new WorkerStart(study.Id, environment), logError);
                    worker.Measure(trial, observe, cancellation);
                }
                catch (Exception e) when (e is IOException or System.ComponentModel.Win32Exception)
                {
                    observe(TrialEvent.Now(trial, TrialEventKind.Failed, 0, e.Message));
                    worker?.Dispose();
                    worker = null;
                }
            }
        }
        finally
        {
            worker?.Dispose();
        }
    }
}
