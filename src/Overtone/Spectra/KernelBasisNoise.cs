using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Which of a kernel's eigenvectors a noise has.
/// Source: 1806.08734, experiment 4 and its notebook.
/// </summary>
public enum KernelNoise
{
    /// <summary>Eigenvectors with weights that grow with their place, as (n/N)^γ.</summary>
    High,

    /// <summary>The same weights from the other end, so that slow eigenvectors have most.</summary>
    Low,

    /// <summary>Numbers drawn uniformly from −1 to 1: as much of every eigenvector.</summary>
    White,

    /// <summary>Nothing: a negative control.</summary>
    None,
}

/// <summary>
/// Noise made of a kernel's eigenvectors. Eigenvectors have no sign of their own, so the signs of their weights are drawn.
/// Source: 1806.08734, experiment 4 and its notebook.
/// </summary>
public static class KernelBasisNoise
{
    /// <summary>The noise of a seed, one value a point.</summary>
    /// <param name="noise">Which eigenvectors it has.</param>
    /// <param name="growth">γ, how fast weights grow.</param>
    /// <param name="basis">The eigenvectors.</param>
    /// <param name="seed">The seed of the signs, or of the numbers of white noise.</param>
    public static double[] Of(KernelNoise noise, double growth, KernelEigenbasis basis, long seed)
    {
        if (noise == KernelNoise.None)
            return new double[basis.Count];
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(seed, "noise");
        double[] drawn = empty(basis.Count, dtype: float64).uniform_(-1, 1, generator).data<double>().ToArray();
        return noise == KernelNoise.White
            ? drawn
            : basis.Synthesise([.. drawn.Select((sign, n) => Math.CopySign(Weight(noise, growth, n + 1, basis.Count), sign))]);
    }

    private static double Weight(KernelNoise noise, double growth, int mode, int count) =>
        Math.Pow((noise == KernelNoise.High ? mode : count + 1 - mode) / (double)count, growth);
}
