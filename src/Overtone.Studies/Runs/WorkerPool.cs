using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Overtone.Studies.Runs;

/// <summary>
/// Measures trials in worker processes, several at a time. A worker that crashes fails one trial and is replaced; which worker measures a
/// trial, and how many there are, changes no number.
/// </summary>
/// <param name="start">Describes how a worker process is started; its input and output must be free.</param>
/// <param name="jobs">How many workers, at least 1.</param>
/// <param name="logError">Receives stack traces and what workers print, for the run's error log.</param>
internal sealed class WorkerPool(Func<ProcessStartInfo> start, int jobs, Action<string> logError) : ITrialRunner
{
    /// <inheritdoc/>
    public void Run(
        Study study, IReadOnlyList<Trial> trials, RunEnvironment environment, Action<TrialEvent> observe, CancellationToken cancellation)
    {
        using var pool = new Slots(start, new WorkerStart(study.Id, environment), trials, observe, logError, cancellation);
        pool.Run(Math.Min(jobs, trials.Count));
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// The threads of one run, each with a worker. An error on any of them, or in a callback, ends the others and is thrown where they are
    /// joined.
    /// </summary>
    private sealed class Slots : IDisposable
    {
        private readonly Func<ProcessStartInfo> _start;
        private readonly WorkerStart _first;
        private readonly ConcurrentQueue<Trial> _queue;
        private readonly Action<TrialEvent> _observe;
        private readonly Action<string> _logError;
        private readonly CancellationTokenSource _stop;
        private readonly Lock _gate = new();
        private ExceptionDispatchInfo? _fault;

        public Slots(
            Func<ProcessStartInfo> start, WorkerStart first, IReadOnlyList<Trial> trials, Action<TrialEvent> observe,
            Action<string> logError, CancellationToken cancellation)
        {
            (_start, _first, _queue, _observe, _logError) = (start, first, new(trials), observe, logError);
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        }

        public void Run(int count)
        {
            List<Thread> threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(RunSlot))];
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            _fault?.Throw();
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
                worker?.Dispose();
            }
        }

        // The worker for the next trial; null where it needs a new one.
        private WorkerProcess? Measure(Trial trial, WorkerProcess? worker)
        {
            Observe(TrialEvent.Now(trial, TrialEventKind.Started, 0));
            try
            {
                worker ??= new WorkerProcess(_start(), _first, Log);
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
                _observe(e);
        }

        // Called from where an exception would end the program.
        private void Log(string text)
        {
            try
            {
                _logError(text);
            }
            catch (Exception e)
            {
                End(e);
            }
        }

        private void End(Exception error)
        {
            Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(error), null);
            _stop.Cancel();
        }
    }
}
