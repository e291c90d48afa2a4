namespace Overtone.Studies.Runs;

/// <summary>How a process ended, for people.</summary>
internal static class ProcessEnding
{
    private const int FirstSignal = 128;

    /// <summary>What an exit code says, as what the process did: <c>was aborted (SIGABRT)</c>, <c>ended with exit code 3</c>.</summary>
    /// <param name="exitCode">The exit code; above 128, on Unix, the signal that ended the process.</param>
    public static string Describe(int exitCode) =>
        OperatingSystem.IsWindows() ? $"ended with exit code {exitCode}" : (exitCode - FirstSignal) switch
        {
            4 => "was stopped by an unknown instruction (SIGILL)",
            6 => "was aborted (SIGABRT)",
            7 => "was stopped by a bus error (SIGBUS)",
            8 => "was stopped by an arithmetic error (SIGFPE)",
            9 => "was killed (SIGKILL), perhaps because memory ran out",
            11 => "crashed (SIGSEGV)",
            15 => "was terminated (SIGTERM)",
            _ => $"ended with exit code {exitCode}",
        };
}
