namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// How fast a spectrum's envelope falls: p in |f̂(k)| ∝ k^p.
/// Source: 1806.08734, Theorem 1 (p from −2 along the normals of faces to −d − 1 in almost every direction).
/// </summary>
public static class DecayExponent
{
    /// <summary>The exponent of a spectrum that can be taken at any frequency, from frequencies at equal distances in log k.</summary>
    /// <param name="magnitude">|f̂(k)| at a frequency.</param>
    /// <param name="lowest">The lowest k, above zero.</param>
    /// <param name="highest">The highest k, above the lowest.</param>
    /// <param name="count">How many frequencies, so many that each of 12 bins meets a crest.</param>
    /// <exception cref="ArgumentException">A frequency is not above zero, or fewer than two bins hold a magnitude above zero.</exception>
    public static double OfFunction(Func<double, double> magnitude, double lowest, double highest, int count) =>
        Of([.. Enumerable.Range(0, count)
            .Select(n => lowest * Math.Pow(highest / lowest, n / (count - 1.0)))
            .Select(k => (k, magnitude(k)))]);

    /// <summary>
    /// Fits a line to the logarithms of the greatest magnitudes in bins of equal width in log k: the envelope, which a fit to all
    /// magnitudes would miss between zeros.
    /// </summary>
    /// <param name="spectrum">Frequencies above zero with their magnitudes.</param>
    /// <param name="bins">The number of bins, two or more; bins without a magnitude above zero are left out.</param>
    /// <exception cref="ArgumentException">A frequency is not above zero, or fewer than two bins hold a magnitude above zero.</exception>
    public static double Of(IReadOnlyCollection<(double Frequency, double Magnitude)> spectrum, int bins = 12)
    {
        if (spectrum.Count == 0 || spectrum.Any(s => !(s.Frequency > 0)))
            throw new ArgumentException("The spectrum is empty or has a frequency that is not above zero.", nameof(spectrum));
        double low = Math.Log(spectrum.Min(s => s.Frequency)), width = (Math.Log(spectrum.Max(s => s.Frequency)) - low) / bins;
        return LineFit.Of([.. spectrum
            .Where(s => s.Magnitude > 0)
            .GroupBy(s => Math.Min(bins - 1, (int)((Math.Log(s.Frequency) - low) / width)))
            .Select(bin => bin.MaxBy(s => s.Magnitude))
            .Select(s => (Math.Log(s.Frequency), Math.Log(s.Magnitude)))]).Slope;
    }
}
