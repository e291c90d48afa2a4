using Overtone.Spectra;

namespace Overtone.Catalog.FourierRobustness.PlantedBands;

/// <summary>Distances from zero frequency an eighth of an octave apart, and the rings around them.</summary>
internal static class RadiusSteps
{
    /// <summary>Widths of rings, in octaves.</summary>
    public const double Narrow = 1 / 4.0, Wide = 1 / 2.0;

    private const double Step = 1 / 8.0;

    // Half an octave below the lowest planted band.
    private static readonly double Lowest = 4 * Math.Pow(2, -0.5);

    /// <summary>Those of an image, in cycles per image, up to where the widest ring reaches the Nyquist frequency.</summary>
    public static IReadOnlyList<double> Of(int side)
    {
        int last = (int)Math.Floor((Math.Log2(side / 2.0 / Lowest) - (Wide / 2)) / Step);
        return [.. Enumerable.Range(0, last + 1).Select(n => Lowest * Math.Pow(2, n * Step))];
    }

    /// <summary>The ring around a distance.</summary>
    public static FrequencyRing Ring(double radius, double octaves)
    {
        double half = Math.Pow(2, octaves / 2);
        return new FrequencyRing(radius / half, radius * half);
    }
}
