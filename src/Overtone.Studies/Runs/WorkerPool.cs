using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Overtone.Studies.Runs;

/// <summary>
/// Measures trials in worker processes, several at a time. A worker that crashes fails one trial and is replaced; which worker measures a
/// trial, and how many there are, changes no number. As starting one takes a second, workers stay for a run's next round, until the pool
/// is disposed.
/// </summary>
/// <param name="start">Describes how a worker process is started; its input and output must be free.</param>
/// <param name="jobs">How many workers, at least 1.</param>
/// <param name="logError">Receives stack traces and what workers print, for the run's error log.</param>
internal sealed class WorkerPool(Func<ProcessStartInfo> start, int jobs, Action<string> logError) : ITrialRunner, IDisposable
{
    private readonly ConcurrentStack<WorkerProcess> _idle = [];
    private WorkerStart? _first;
    private volatile Slots? _slots;

    /// <inheritdoc/>
    public void Run(
        Study study, IReadOnlyList<Trial> trials, RunEnvironment environment, Action<TrialEvent> observe, CancellationToken cancellation)
    {
        var first = new WorkerStart(study.Id, environment);
        if (first != _first)
            Dispose();
        _first = first;
        using var slots = new Slots(this, trials, observe, cancellation);
        _slots = slots;
        try
        {
            slots.Run(Math.Min(jobs, trials.Count));
        }
        finally
        {
            _slots = null;
        }

        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        WorkerProcess[] workers = [.. _idle];
        _idle.Clear();
        // All are told before any is waited for.
        Array.ForEach(workers, worker => worker.End());
        Array.ForEach(workers, worker => worker.Dispose());
    }

    private WorkerProcess Take()
    {
        while (_idle.TryPop(out WorkerProcess? worker))
        {
            if (worker.IsAlive)
                return worker;
            worker.Dispose();
        }

        return new WorkerProcess(start(), _first!, Log);
    }

    // Called from where an exception would end the program.
    private void Log(string text)
    {
        try
        {
            logError(text);
        }
        catch (Exception e)
        {
            _slots?.End(e);
        }
    }

    /// <summary>
    /// The threads of one round, each with a worker. An error on any of them, or in a callback, ends the others and is thrown where they
    /// are joined.
    /// </summary>
    private sealed class Slots(
        WorkerPool pool, IReadOnlyList<Trial> trials, Action<TrialEvent> observe, CancellationToken cancellation) : IDisposable
    {
        private readonly ConcurrentQueue<Trial> _queue = new(trials);
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        private readonly Lock _gate = new();
        private ExceptionDispatchInfo? _fault;

        public void Run(int count)
        {
            List<Thread> threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(RunSlot))];
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            _fault?.Throw();
        }

        public void End(Exception error)
        {
            Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(error), null);
            _stop.Cancel();
        }

        public void Dispose() => _stop.Dispose();

        private void RunSlot()
        {
            WorkerProcess? worker = null;
            try
            {
                while (!_stop.IsCancellationRequested && _queue.TryDequeue(out Trial? trial))
                    worker = Measure(trial, worker);
            }
            catch (Exception e)
            {
                End(e);
            }
            finally
            {
                Leave(worker);
            }
        }

        // A worker that was told to stop has had its input closed.
        private void Leave(WorkerProcess? worker)
        {
            if (_stop.IsCancellationRequested)
                worker?.Dispose();
            else if (worker is not null)
                pool._idle.Push(worker);
        }

        // The worker for the next trial; null where it needs a new one.
        private WorkerProcess? Measure(Trial trial, WorkerProcess? worker)
        {
            Observe(TrialEvent.Now(trial, TrialEventKind.Started, 0));
            try
            {
                worker ??= pool.Take();
                worker.Measure(trial, Observe, _stop.Token);
                return worker;
            }
            catch (Exception e) when (e is WorkerEndedException or System.ComponentModel.Win32Exception)
            {
                worker?.Dispose();
                Observe(TrialEvent.Now(trial, TrialEventKind.Failed, 0, e.Message));
                return null;
            }
        }

        private void Observe(TrialEvent e)
        {
            lock (_gate)
                observe(e);
        }
    }
}
