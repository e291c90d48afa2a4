using Overtone.Catalog.Independent;
using Overtone.Studies.Independent;
using Overtone.Theory.SpectralBias;

namespace Overtone.Catalog.SpectralBias.Manifold;

/// <summary>What a plane wave becomes on a flower, computed once more.</summary>
internal static class ManifoldIndependent
{
    private const int Petals = 4, Samples = 512;
    private const double WaveX = 3, WaveY = 4;
    private static readonly int[] Frequencies = [0, 1, 3, 6, 10];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(ManifoldIndependent),
        new IndependentComputation(
            "the spectrum of a plane wave on a flower with four petals, P(l, k)", "SciPy: the integral, by adaptive quadrature",
            "spectrum", new { petals = Petals, wave = new[] { WaveX, WaveY }, frequencies = Frequencies }, Spectrum, 10),
        new IndependentComputation(
            "the highest speed along a flower", "SciPy: maximisation of finite differences of the curve", "highest_speed",
            new { petals = new[] { 0, 4, 16 } },
            () => [.. new[] { 0, 4, 16 }.Select(petals => new FlowerCurve(petals).HighestSpeed())], 5));

    private static double[] Spectrum()
    {
        System.Numerics.Complex[] all = new CurveSpectrum(new FlowerCurve(Petals), Samples).OfWave(WaveX, WaveY);
        return GivenNumbers.Parts([.. Frequencies.Select(l => all[l])]);
    }
}
