using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Overtone.Bench.Measuring;

/// <summary>The class of machine the figures come from.</summary>
internal static class Machine
{
    private const double TicksPerSecond = 100;

    // Of /proc/self/stat, counted from after the program's name: times in user and in system mode of children that have ended.
    private const int ChildrenUser = 13, ChildrenSystem = 14;

    /// <summary>The processor seconds of processes that this one started and that ended, theirs among them; NaN without /proc.</summary>
    public static double ProcessorSecondsOfChildren
    {
        get
        {
            const string Source = "/proc/self/stat";
            if (!File.Exists(Source))
                return double.NaN;
            string text = File.ReadAllText(Source);
            string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new[] { ChildrenUser, ChildrenSystem }
                .Sum(index => double.Parse(fields[index], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    public static string Describe()
    {
        string vectors = Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2";
        return $"{Environment.ProcessorCount} cores, {vectors}, {RuntimeInformation.ProcessArchitecture}, "
            + $"{RuntimeInformation.FrameworkDescription}";
    }
}
