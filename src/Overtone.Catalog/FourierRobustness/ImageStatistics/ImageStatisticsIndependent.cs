using Overtone.Catalog.Independent;
using Overtone.Robustness;
using Overtone.Studies.Independent;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness.ImageStatistics;

/// <summary>Spectra of changes and their shares at high frequencies, computed once more.</summary>
internal static class ImageStatisticsIndependent
{
    private const int Images = 4, Channels = 3, Side = 12;
    private static readonly double[] Changes = GivenNumbers.Normal("changes", Images * Channels * Side * Side);

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(ImageStatisticsIndependent),
        new IndependentComputation(
            "the mean magnitude of the spectrum of changes", "NumPy: the transform as a product with matrices of cosines and sines",
            "mean_magnitude", new { changes = Changes, shape = new[] { Images, Channels, Side, Side } },
            GivenNumbers.Of(() => Measure(spectrum => GivenNumbers.All(spectrum.MeanMagnitude()))), 12),
        new IndependentComputation(
            "the share of a change's energy at high frequencies, with three masks", "NumPy: sums over waves, each in or out by itself",
            "high_shares", new { changes = Changes, shape = new[] { Images, Channels, Side, Side } },
            GivenNumbers.Of(() => Measure(spectrum => Enum.GetValues<HighFrequencyMask>().Select(spectrum.Fraction).ToArray())), 12));

    private static double[] Measure(Func<DifferenceSpectrum, double[]> numbers)
    {
        using var spectrum = new DifferenceSpectrum(Side, Side);
        spectrum.AddChange(tensor(Changes).reshape(Images, Channels, Side, Side));
        return numbers(spectrum);
    }
}
