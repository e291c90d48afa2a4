namespace Overtone.Studies.Runs;

/// <summary>An exclusive lock on a file, held by one process at a time and freed by the system when that process ends, however it ends.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock; null when another process (or this one) holds it.</summary>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            return null;
        }
    }

    // The file stays: removing it would let two processes hold locks on two files of one name.
    public void Dispose() => _stream.Dispose();
}
