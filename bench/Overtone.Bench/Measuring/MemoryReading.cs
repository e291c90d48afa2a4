using System.Globalization;
using TorchSharp;

namespace Overtone.Bench.Measuring;

/// <summary>What this process holds at one moment.</summary>
/// <param name="LiveTensors">Tensors of this thread that are alive, parameters counted once.</param>
/// <param name="Resident">Resident memory, in bytes.</param>
/// <param name="Peak">The most that was ever resident, in bytes.</param>
internal sealed record MemoryReading(long LiveTensors, long Resident, long Peak)
{
    private const string Mark = "memory";
    private const string Status = "/proc/self/status";
    private const string PeakSwitch = "/proc/self/clear_refs";

    /// <summary>A reading of now. Nothing is collected before it: it is what the system sees.</summary>
    /// <exception cref="InvalidOperationException">This system does not tell.</exception>
    public static MemoryReading Now()
    {
        if (!File.Exists(Status))
            throw new InvalidOperationException($"resident memory is read from {Status}, which this system does not have");
        string[] lines = File.ReadAllLines(Status);
        // Tensor.TotalCount counts every parameter twice.
        return new MemoryReading(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Bytes(lines, "VmRSS:"), Bytes(lines, "VmHWM:"));
    }

    /// <summary>Forgets the peak so far.</summary>
    /// <returns>Resident memory, in bytes, from which the next peak counts.</returns>
    /// <exception cref="InvalidOperationException">This system does not tell.</exception>
    /// <exception cref="IOException">This system does not forget.</exception>
    public static long ResetPeak()
    {
        GC.Collect();
        if (File.Exists(PeakSwitch))
            File.WriteAllText(PeakSwitch, "5");
        return Now().Resident;
    }

    /// <summary>A reading that another process wrote as a line; null when the line is something else.</summary>
    public static MemoryReading? Parse(string line)
    {
        string[] parts = line.Split(' ');
        return parts is [Mark, _, _, _] ? new MemoryReading(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
    }

    /// <summary>The reading as one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark} {LiveTensors} {Resident} {Peak}");

    /// <summary>A size for people.</summary>
    public static string Format(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 20):0} MiB");

    private static long Bytes(string[] lines, string field) =>
        1024
            * Number(
                lines
                    .First(line => line.StartsWith(field, StringComparison.Ordinal))
                    .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
