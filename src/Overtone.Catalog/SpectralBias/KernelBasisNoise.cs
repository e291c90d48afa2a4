using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Noise made of a kernel's eigenvectors. Eigenvectors have no sign of their own, so the signs of their weights are drawn.
/// Source: 1806.08734, experiment 4 and its notebook.
/// </summary>
internal static class KernelBasisNoise
{
    /// <summary>The noise of a seed, one value a point.</summary>
    public static double[] Of(KernelNoise noise, double growth, KernelEigenbasis basis, long seed)
    {
        if (noise == KernelNoise.None)
            return new double[basis.Count];
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(seed, "noise");
        double[] drawn = empty(basis.Count, dtype: float64).uniform_(-1, 1, generator).data<double>().ToArray();
        return noise == KernelNoise.White ? drawn : basis.Synthesise([.. drawn.Select((sign, n) => Math.CopySign(Weight(noise, growth, n + 1, basis.Count), sign))]);
    }

    private static double Weight(KernelNoise noise, double growth, int mode, int count) =>
        Math.Pow((noise == KernelNoise.High ? mode : count + 1 - mode) / (double)count, growth);
}
