using System.Numerics;
using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;
using Overtone.Theory.SpectralBias;

namespace Overtone.Catalog.SpectralBias.Capacity;

/// <summary>The spike that networks fit, and the norms that limit them, computed once more.</summary>
internal static class CapacityIndependent
{
    private const int Samples = 50;
    private static readonly double[][] Weights = GivenNumbers.Normal("weights", 30, 30);

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(CapacityIndependent),
        new IndependentComputation(
            "the coefficients of a spike", "NumPy's fast Fourier transform of one sample that is 1", "spike", new { samples = Samples },
            GivenNumbers.Of(SpikeCoefficients), 11),
        new IndependentComputation(
            "the spectral norm of a square layer", "NumPy: a thousand steps of power iteration on WᵀW", "spectral_norm",
            new { weights = Weights }, GivenNumbers.Of(() => SpectralNorm.Of(GivenNumbers.Matrix(Weights))), 8));

    private static double[] SpikeCoefficients()
    {
        using var spectrum = new EnsembleSpectrum([.. Enumerable.Range(0, Samples / 2)], Spike.Target(Samples).unsqueeze(0));
        return GivenNumbers.Parts([.. spectrum.Targets.Cast<Complex>()]);
    }
}
