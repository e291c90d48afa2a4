namespace Overtone.Studies.Runs;

/// <summary>
/// An exclusive lock on a file, held by one process at a time and freed by the system when that process ends, however it ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int WouldBlockOnLinux = 11, WouldBlockElsewhere = 35;
    private const int SharingViolation = unchecked((int)0x80070020), LockViolation = unchecked((int)0x80070021);

    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock; null when another process (or this one) holds it, and only then.</summary>
    /// <exception cref="IOException">The file cannot be opened for another reason: a read-only or full disk, too many open
    /// files.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    // The file stays: removing it would let two processes hold locks on two files of one name.
    public void Dispose() => _stream.Dispose();

    private static bool IsHeld(IOException error) => OperatingSystem.IsWindows()
        ? error.HResult is SharingViolation or LockViolation
        : error.HResult == (OperatingSystem.IsLinux() ? WouldBlockOnLinux : WouldBlockElsewhere);
}
