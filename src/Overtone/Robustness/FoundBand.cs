namespace Overtone.Robustness;

/// <summary>
/// The band of frequencies that a measurement points at, read from a curve over the distance from zero frequency. A measurement points at
/// one band only if what it shows lies within an octave (<see cref="IsSingle"/>); else it says that frequencies matter, but not one band.
/// Source: Overtone's own; half of the maximum as in the width of a resonance.
/// </summary>
/// <param name="Lower">Where it begins, in cycles per image.</param>
/// <param name="Upper">Where it ends, in cycles per image.</param>
public sealed record FoundBand(double Lower, double Upper)
{
    /// <summary>The widest that one band may be, in octaves.</summary>
    public const double WidestSingle = 1;

    /// <summary>The middle, in cycles per image: the geometric mean of both ends.</summary>
    public double Centre => Math.Sqrt(Lower * Upper);

    /// <summary>The width in octaves.</summary>
    public double Octaves => Math.Log2(Upper / Lower);

    /// <summary>Whether it is narrow enough to be one band.</summary>
    public bool IsSingle => Octaves <= WidestSingle;

    /// <summary>How far the middle lies from a radius, in octaves.</summary>
    /// <param name="radius">The radius, in cycles per image, above 0.</param>
    public double DistanceTo(double radius) => Math.Abs(Math.Log2(Centre / radius));

    /// <summary>
    /// Where a curve is above half of its height: from the first such radius to the last, whatever lies between. Two peaks far apart are
    /// therefore a wide band.
    /// </summary>
    /// <param name="radii">Distances from zero frequency, rising, above 0.</param>
    /// <param name="values">The curve: what perturbing each ring, or removing it, does.</param>
    /// <param name="least">A curve that nowhere reaches this shows nothing.</param>
    /// <returns>The band, or null if the curve shows nothing.</returns>
    /// <exception cref="ArgumentException">The two differ in length, or there are none.</exception>
    public static FoundBand? OfPeak(IReadOnlyList<double> radii, IReadOnlyList<double> values, double least)
    {
        Require(radii, values);
        double peak = values.Max();
        return peak < least ? null : new FoundBand(First(radii, values, peak / 2), Last(radii, values, peak / 2));
    }

    /// <summary>
    /// The band between the radius from which on low-passed images are recognised and that up to which high-passed ones are: the same
    /// radius if everything that a network needs is in one narrow ring.
    /// </summary>
    /// <param name="radii">Distances from zero frequency, rising, above 0.</param>
    /// <param name="lowPassed">Accuracies on images with the frequencies up to each radius.</param>
    /// <param name="highPassed">Accuracies on images with the frequencies beyond each radius.</param>
    /// <param name="level">The accuracy that counts as recognised, such as that half-way between chance and clean images.</param>
    /// <returns>The band, or null if either kind of image is never recognised, or always.</returns>
    /// <exception cref="ArgumentException">Their lengths differ, or there are none.</exception>
    public static FoundBand? BetweenHalves(
        IReadOnlyList<double> radii, IReadOnlyList<double> lowPassed, IReadOnlyList<double> highPassed, double level)
    {
        Require(radii, lowPassed);
        Require(radii, highPassed);
        if (lowPassed[0] >= level || lowPassed[^1] < level || highPassed[0] < level || highPassed[^1] >= level)
            return null;
        // Accuracy need not be monotone: from there on, and up to there, not there alone.
        double low = After(radii, lowPassed, Enumerable.Range(0, radii.Count).Last(n => lowPassed[n] < level), level),
            high = After(radii, highPassed, Enumerable.Range(0, radii.Count).First(n => highPassed[n] < level) - 1, level);
        return new FoundBand(Math.Min(low, high), Math.Max(low, high));
    }

    private static double First(IReadOnlyList<double> radii, IReadOnlyList<double> values, double level)
    {
        int first = Enumerable.Range(0, radii.Count).First(n => values[n] >= level);
        return first == 0 ? radii[0] : After(radii, values, first - 1, level);
    }

    private static double Last(IReadOnlyList<double> radii, IReadOnlyList<double> values, double level)
    {
        int last = Enumerable.Range(0, radii.Count).Last(n => values[n] >= level);
        return last == radii.Count - 1 ? radii[^1] : After(radii, values, last, level);
    }

    // Where the curve crosses the level between one radius and the next; straight in octaves.
    private static double After(IReadOnlyList<double> radii, IReadOnlyList<double> values, int index, double level)
    {
        double share = (level - values[index]) / (values[index + 1] - values[index]);
        return radii[index] * Math.Pow(radii[index + 1] / radii[index], share);
    }

    private static void Require(IReadOnlyList<double> radii, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(radii);
        ArgumentNullException.ThrowIfNull(values);
        if (radii.Count == 0 || radii.Count != values.Count)
            throw new ArgumentException($"{values.Count} values for {radii.Count} radii: one value for each radius is needed.");
    }
}
