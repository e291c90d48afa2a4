namespace Overtone.Studies.Runs;

/// <summary>Faults of the system that the next trial would meet as well, so that a run had better end.</summary>
internal static class StorageFault
{
    private const int InputOutput = 5, FilesInSystem = 23, OpenFiles = 24, NoSpace = 28, ReadOnly = 30, Quota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>The fault within an error; null if it is of another kind.</summary>
    public static IOException? In(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is IOException fault && EndsRun(fault.HResult))
                return fault;
        }

        return null;
    }

    private static bool EndsRun(int code) => OperatingSystem.IsWindows()
        ? code is WindowsDiskFull or WindowsHandleDiskFull
        : code is InputOutput or FilesInSystem or OpenFiles or NoSpace or ReadOnly or Quota;
}
