using Overtone.Catalog.Independent;
using Overtone.Studies.Independent;
using Overtone.Theory.SpectralBias;

namespace Overtone.Catalog.SpectralBias.NoisyLabels;

/// <summary>The noise of labels, computed once more.</summary>
internal static class NoisyLabelsIndependent
{
    private static readonly double[][] Images = GivenNumbers.Normal("images", 40, 12);
    private static readonly double[] Frequencies = [0.1, 0.5, 1];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(NoisyLabelsIndependent),
        new IndependentComputation(
            "waves in the norm of images, norms brought to MNIST's mean and deviation", "NumPy, as it is written", "waves",
            new { images = Images, frequencies = Frequencies, mean = RadialWave.MnistMean, deviation = RadialWave.MnistDeviation },
            Waves, 11));

    private static double[] Waves()
    {
        double[] norms = [.. Images.Select(image => Math.Sqrt(image.Sum(pixel => pixel * pixel)))];
        return [.. Frequencies.SelectMany(k => RadialWave.Of(norms, k, matchNorms: true))];
    }
}
