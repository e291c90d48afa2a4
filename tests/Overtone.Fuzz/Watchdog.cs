namespace Overtone.Fuzz;

/// <summary>Does one piece of work after the other in a thread of its own, and gives up on one that does not end.</summary>
internal sealed class Watchdog : IDisposable
{
    private WorkThread _thread = new();

    /// <summary>The error that the work ended with, null for none; whether it ended at all.</summary>
    public (bool Ended, Exception? Error) Run(Action work, TimeSpan patience)
    {
        if (_thread.Do(work, patience, out Exception? error))
            return (true, error);
        // The thread cannot be stopped; it is left behind.
        _thread = new WorkThread();
        return (false, null);
    }

    public void Dispose() => _thread.Dispose();

    private sealed class WorkThread : IDisposable
    {
        private readonly SemaphoreSlim _given = new(0), _done = new(0);
        private Action? _work;
        private Exception? _error;

        public WorkThread() => new Thread(Loop) { IsBackground = true }.Start();

        public bool Do(Action work, TimeSpan patience, out Exception? error)
        {
            (_work, _error) = (work, null);
            _given.Release();
            bool ended = _done.Wait(patience);
            error = _error;
            return ended;
        }

        public void Dispose()
        {
            _work = null;
            _given.Release();
        }

        private void Loop()
        {
            while (true)
            {
                _given.Wait();
                if (_work is not { } work)
                    return;
                try
                {
                    work();
                }
                catch (Exception error)
                {
                    _error = error;
                }

                _done.Release();
            }
        }
    }
}
