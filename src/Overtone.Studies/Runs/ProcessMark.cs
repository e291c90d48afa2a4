using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Overtone.Studies.Runs;

/// <summary>
/// Names of temporary files say which process made them, and where. A store may be shared by several hosts and containers, in each of which
/// the same process number means another process, so what a process left behind is removed only where its end can be proved: in the same
/// boot of the same kernel, in the same process namespace.
/// </summary>
internal static partial class ProcessMark
{
    private static readonly string? Place = FindPlace();

    /// <summary>A name that no other process, and no other call, ever makes.</summary>
    public static string NewName() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Place ?? "elsewhere"}-{Environment.ProcessId}-{StartOf(Environment.ProcessId) ?? 0}-{Guid.NewGuid():N}");

    /// <summary>Whether a name ends in one made by <see cref="NewName"/>.</summary>
    public static bool Marks(string name) => Mark().IsMatch(name);

    /// <summary>Whether the process that made a name is certainly gone. In doubt, it is not.</summary>
    public static bool IsGone(string name)
    {
        Match mark = Mark().Match(name);
        if (!mark.Success || Place is null || mark.Groups["place"].Value != Place)
            return false;
        int process = int.Parse(mark.Groups["process"].ValueSpan, CultureInfo.InvariantCulture);
        ulong start = ulong.Parse(mark.Groups["start"].ValueSpan, CultureInfo.InvariantCulture);
        // Another process may have the number by now.
        return !IsRunning(process) || (StartOf(process) is { } now && now != start);
    }

    // Both are one kernel's: the boot's identity is random, and a namespace's number is unique within it.
    private static string? FindPlace()
    {
        try
        {
            string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            string? processes = new FileInfo("/proc/self/ns/pid").LinkTarget;
            return processes is null
                ? null
                : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{boot} {processes}")))[..12];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // It ended while it was looked at; the next one to look will know.
            return true;
        }
    }

    /// <summary>When a process started, in ticks since the boot; null where that cannot be read.</summary>
    private static ulong? StartOf(int process)
    {
        const int StartAfterName = 19;
        try
        {
            string line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            // The name before it may hold spaces and parentheses.
            string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return ulong.Parse(fields[StartAfterName], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex("(?<place>[0-9a-f]{12}|elsewhere)-(?<process>[0-9]{1,9})-(?<start>[0-9]{1,18})-[0-9a-f]{32}$")]
    private static partial Regex Mark();
}
