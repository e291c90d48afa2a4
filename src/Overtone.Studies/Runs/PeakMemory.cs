using System.Diagnostics;

namespace Overtone.Studies.Runs;

/// <summary>The most memory that this process held at once. For planning only; no number depends on it.</summary>
internal static class PeakMemory
{
    /// <summary>In bytes, since <see cref="Reset"/>, or of the whole process where the system cannot forget.</summary>
    public static long Bytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Forgets the peak, so that the next one is that of what comes next. Linux alone can.</summary>
    public static void Reset()
    {
        const string Control = "/proc/self/clear_refs", ForgetPeak = "5";
        try
        {
            if (OperatingSystem.IsLinux())
                File.WriteAllText(Control, ForgetPeak);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Some containers forbid it; then the peak is that of all trials so far, which is no less.
        }
    }
}
