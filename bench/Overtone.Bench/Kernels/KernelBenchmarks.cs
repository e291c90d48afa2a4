namespace Overtone.Bench.Kernels;

internal static class KernelBenchmarks { public static int Run(string[] args) => args.Length; }
