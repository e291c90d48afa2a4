using System.Text;

namespace Overtone.Studies.Runs;

/// <summary>
/// Which trials of a store a run works with. A run says so before it looks a trial up, so that none is deleted between that moment and the
/// run's end. The file in which it says so is locked as long as its process lives; it stays for a day, because what looks for the runs that
/// name a trial may have looked before this one had its folder.
/// </summary>
internal sealed class StoreUse : IDisposable
{
    internal const string Extension = ".use";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;
    private readonly FileStream? _file;

    private StoreUse(string folder, FileStream? file) => (_folder, _file) = (folder, file);

    /// <summary>Begins one with no trials.</summary>
    /// <param name="folder">Where the store keeps uses.</param>
    public static StoreUse Begin(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using FileLock gate = Gate(folder, CancellationToken.None);
            UsesAtRest.RemoveBefore(folder, DateTime.UtcNow - Kept);
            string path = Path.Combine(folder, ProcessMark.NewName() + Extension);
            return new StoreUse(folder, new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A store that cannot be written, in which everything may still be found.
            return new StoreUse(folder, null);
        }
    }

    /// <summary>Adds trials: those that are there stay until the end of this use.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(IEnumerable<Trial> trials)
    {
        if (_file is null)
            return;
        string lines = string.Concat(trials.Select(trial => $"{new TrialReference(trial.Study, trial.Key).Name}\n"));
        using FileLock gate = Gate(_folder, CancellationToken.None);
        _file.Write(Encoding.UTF8.GetBytes(lines));
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        if (_file is null)
            return;
        using FileLock gate = Gate(_folder, CancellationToken.None);
        _file.Dispose();
        File.SetLastWriteTimeUtc(_file.Name, DateTime.UtcNow);
    }

    /// <summary>
    /// Waits for the right to change uses, or to delete trials while nobody else changes uses. Nobody keeps it for more than moments.
    /// </summary>
    internal static FileLock Gate(string folder, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (FileLock.TryTake(Path.Combine(folder, "gate.lock")) is { } held)
                return held;
            cancellation.WaitHandle.WaitOne(LockPoll);
        }
    }
}
