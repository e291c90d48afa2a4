using Overtone.Catalog.Independent;
using Overtone.Robustness;
using Overtone.Studies.Independent;

namespace Overtone.Catalog.FourierRobustness.PlantedBands;

/// <summary>The band that a curve points at, computed once more.</summary>
internal static class PlantedBandsIndependent
{
    private const double Level = 0.5;

    private static readonly IReadOnlyList<double> Radii = RadiusSteps.Of(32);

    // Smooth curves with some noise: a peak near 6, and steps near 5 and 8.
    private static readonly double[] Noise = GivenNumbers.Normal("noise", Radii.Count),
        Peak = [.. Radii.Zip(Noise, (r, noise) => Math.Exp(-Math.Pow(Math.Log2(r / 6) * 3, 2)) + (0.02 * noise))],
        LowPassed = [.. Radii.Zip(Noise, (r, noise) => 1 / (1 + Math.Pow(5 / r, 8)) + (0.01 * noise))],
        HighPassed = [.. Radii.Zip(Noise, (r, noise) => 1 / (1 + Math.Pow(r / 8, 8)) + (0.01 * noise))];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(PlantedBandsIndependent),
        new IndependentComputation(
            "ends of a band at half of its height", "NumPy: the curve drawn finely", "half_height", new { radii = Radii, values = Peak },
            () => Ends(FoundBand.OfPeak(Radii, Peak, 0)!), 3),
        new IndependentComputation(
            "band between low- and high-passed images", "NumPy: the curves drawn finely", "between_halves",
            new { radii = Radii, low = LowPassed, high = HighPassed, level = Level },
            () => Ends(FoundBand.BetweenHalves(Radii, LowPassed, HighPassed, Level)!), 3));

    private static double[] Ends(FoundBand band) => [band.Lower, band.Upper];
}
