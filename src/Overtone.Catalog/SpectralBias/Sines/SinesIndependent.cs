using System.Numerics;
using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;
using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.Sines;

/// <summary>How much of each sine is learned, and the norms of layers, computed once more.</summary>
internal static class SinesIndependent
{
    private const double Amplitude = 0.5;
    private static readonly int[] Frequencies = [5, 10, 25, 50];
    private static readonly double[] Values = GivenNumbers.Normal("values", 200);
    private static readonly double[][] Weights = GivenNumbers.Normal("weights", 40, 25);

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(SinesIndependent),
        new IndependentComputation(
            "how much of a sine is there, 2 |f̃| / A", "NumPy's fast Fourier transform", "shares",
            new { values = Values, frequencies = Frequencies, amplitude = Amplitude }, GivenNumbers.Of(Shares), 11),
        new IndependentComputation(
            "the spectral norm of a layer", "NumPy: the root of the largest eigenvalue of WᵀW", "spectral_norm", new { weights = Weights },
            GivenNumbers.Of(() => SpectralNorm.Of(GivenNumbers.Matrix(Weights))), 11));

    private static double[] Shares()
    {
        Tensor values = tensor(Values, dtype: float64).reshape(1, -1, 1);
        using var spectrum = new EnsembleSpectrum(Frequencies, values);
        return [.. spectrum.Of(values).Cast<Complex>().Select(c => EnsembleSpectrum.Ratio(c, Amplitude))];
    }
}
