using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Overtone.Bench.Measuring;

/// <summary>The class of machine the figures come from.</summary>
internal static class Machine
{
    public static string Describe()
    {
        string vectors = Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2";
        return $"{Environment.ProcessorCount} cores, {vectors}, {RuntimeInformation.ProcessArchitecture}, "
            + $"{RuntimeInformation.FrameworkDescription}";
    }
}
