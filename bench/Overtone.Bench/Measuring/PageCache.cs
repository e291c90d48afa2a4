using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Overtone.Bench.Measuring;

/// <summary>Asks Linux to forget what it holds of files in memory, so that they are read from the disk again.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4;

    /// <summary>Whether that can be asked for here.</summary>
    public static bool CanForget => OperatingSystem.IsLinux();

    /// <summary>Forgets some files.</summary>
    public static void Forget(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite);
            // What is not on the disk yet stays in memory.
            stream.Flush(flushToDisk: true);
            Advise(stream.SafeFileHandle, 0, 0, DontNeed);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
