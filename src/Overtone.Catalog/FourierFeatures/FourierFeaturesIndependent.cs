using Overtone.Catalog.Independent;
using Overtone.Spectra;
using Overtone.Studies.Independent;
using static TorchSharp.torch;
using RandomFeatures = Overtone.Models.Networks.FourierFeatures;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>Errors by frequency of fitted images, and the kernel of random features, computed once more.</summary>
internal static class FourierFeaturesIndependent
{
    private const int Side = 32, Count = 20_000;
    private const double Deviation = 2;
    private static readonly double[][] Image = GivenNumbers.Normal("image", Side, Side), Error = GivenNumbers.Normal("error", Side, Side);
    private static readonly double[] Distances = [0, 0.05, 0.1, 0.2];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(FourierFeaturesIndependent),
        new IndependentComputation(
            "relative errors of an image by ring of frequencies", "NumPy's fast Fourier transform, ring by ring", "ring_errors",
            new { image = Image, error = Error },
            GivenNumbers.Of(() => RadialProfile.RelativeErrors(GivenNumbers.Matrix(Error), GivenNumbers.Matrix(Image))), 11),
        new IndependentComputation(
            "the kernel of 20,000 random features", "its limit exp(−2π²σ²d²), to what so many draws leave", "kernel",
            new { deviation = Deviation, distances = Distances }, GivenNumbers.Of(Kernel), 1));

    private static double[] Kernel()
    {
        Tensor frequencies = RandomFeatures.Draw(2, Count, Deviation, seed: 1);
        Tensor points = stack([tensor(Distances, dtype: float32), zeros(Distances.Length)], 1);
        Tensor features = RandomFeatures.Encode(points, frequencies);
        return GivenNumbers.All(features.matmul(features[0]) / Count);
    }
}
