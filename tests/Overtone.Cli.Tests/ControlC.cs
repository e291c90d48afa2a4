using System.Diagnostics;
using System.Globalization;

namespace Overtone.Cli.Tests;

/// <summary>Ctrl-C, as a terminal sends it.</summary>
internal static class ControlC
{
    private const int Interrupt = 2;

    /// <summary>
    /// Skips the test where nobody hears it: a shell starts what it runs in the background deaf to it, and children inherit that.
    /// </summary>
    internal static void SkipUnlessHeard()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends a signal with a Linux tool");
        Assert.SkipWhen(
            IsIgnored(File.ReadAllLines("/proc/self/status")),
            "this process ignores Ctrl-C, as everything does that a shell starts in the background");
    }

    /// <summary>Sends it to a process.</summary>
    internal static void Send(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Whether a process ignores it, from what Linux says of the process.</summary>
    internal static bool IsIgnored(IEnumerable<string> status)
    {
        const string Field = "SigIgn:";
        string mask = status.Single(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..].Trim();
        return (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (Interrupt - 1) & 1) == 1;
    }
}
