using System.Globalization;

namespace Overtone.Fuzz;

/// <summary>The outcomes of each kind.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int[]> _counts = new(StringComparer.Ordinal);

    public int Total => _counts.Values.Sum(counts => counts.Sum());

    public int Faults => _counts.Values.Sum(counts => counts[(int)Outcome.Unclear] + counts[(int)Outcome.Hang]);

    public void Add(string kind, Outcome outcome)
    {
        if (!_counts.TryGetValue(kind, out int[]? counts))
            _counts.Add(kind, counts = new int[Enum.GetValues<Outcome>().Length]);
        counts[(int)outcome]++;
    }

    public void Write(TextWriter writer)
    {
        writer.WriteLine($"{"kind",-20}{"mutants",9}{"read",9}{"refused",9}{"unclear",9}{"hangs",7}");
        foreach ((string kind, int[] counts) in _counts)
            writer.WriteLine($"{kind,-20}{counts.Sum(),9}{counts[0],9}{counts[1],9}{counts[2],9}{counts[3],7}");
    }

    /// <summary>The most memory that this process ever held, in MiB.</summary>
    public static double PeakMebibytes()
    {
        const string Status = "/proc/self/status", Field = "VmHWM:";
        if (!File.Exists(Status))
            return System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
        string line = File.ReadLines(Status).First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return double.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
