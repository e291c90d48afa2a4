using System.Runtime.ExceptionServices;

namespace Overtone.Studies.Runs;

/// <summary>
/// Work that cannot be interrupted everywhere, but may be left alone at any moment, because it changes nothing that others see.
/// </summary>
internal static class BackgroundWork
{
    /// <summary>
    /// Runs the work on a thread of its own and waits for it, or until it is stopped; then the thread is left to end with the program.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static T Run<T>(Func<T> work, CancellationToken cancellation)
    {
        T? result = default;
        ExceptionDispatchInfo? fault = null;
        using var done = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                fault = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                Set(done);
            }
        })
        {
            IsBackground = true,
            Name = "background work",
        };
        thread.Start();
        done.Wait(cancellation);
        fault?.Throw();
        return result!;
    }

    private static void Set(ManualResetEventSlim done)
    {
        try
        {
            done.Set();
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }
}
