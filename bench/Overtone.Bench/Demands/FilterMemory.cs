using System.Diagnostics;
using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>The most memory that a process holds which loads images and passes their labels through the Gaussian filter.</summary>
internal static class FilterMemory
{
    private const string Verb = "filter-memory";
    private const int Classes = 10;
    private const int Threads = 2;
    private const long Allowed = 2L << 30;
    private static readonly double[] Variances = [1, 3, 7, 20];

    /// <summary>Whether this process was started to filter.</summary>
    public static bool IsAskedFor(string[] args) => args is [Verb, _];

    /// <summary>Loads, filters, and writes what it held and how long it took.</summary>
    public static int Filter(string[] args)
    {
        set_num_threads(Threads);
        using var scope = NewDisposeScope();
        using BenchData data = BenchData.Load(int.Parse(args[1], CultureInfo.InvariantCulture));
        Tensor labels = nn.functional.one_hot(data.Labels, Classes).to_type(ScalarType.Float64);
        MemoryReading before = MemoryReading.Now();
        double seconds = Duel.Time(() => GaussianFilter.LowFrequencyPart(data.Inputs, labels, Variances));
        Console.WriteLine(data.Name);
        Console.WriteLine(Duel.Format(seconds));
        Console.WriteLine(before);
        Console.WriteLine(MemoryReading.Now());
        return 0;
    }

    /// <summary>Has a process of its own do it, and reports.</summary>
    public static void Report(BenchSession session, string demand)
    {
        ProcessStartInfo start = OwnProgram.With(Verb, session.IsQuick ? "2000" : "60000");
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (lines is not [var name, var time, var before, var after]
            || MemoryReading.Parse(before) is not { } loaded
            || MemoryReading.Parse(after) is not { } done)
            throw new InvalidOperationException($"the process that filters ended with exit code {process.ExitCode}");
        session.Report(
            new Figure(
                demand,
                $"Gaussian filter on {name}, {Variances.Length} variances, {Classes} columns",
                $"peak {MemoryReading.Format(done.Peak)}",
                $"allowed {MemoryReading.Format(Allowed)}",
                (double)done.Peak / Allowed,
                Limit.AtMost(1),
                $"{MemoryReading.Format(loaded.Resident)} resident with images and labels loaded; all pairs, {time} on {Threads} threads"));
    }
}
