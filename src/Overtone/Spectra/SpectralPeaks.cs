using System.Numerics;
using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Chooses the frequencies at which a spectrum is watched.
/// Source: the scripts of 1901.06523's authors (strict local maxima; its Fig. 2 also marks other frequencies); the noise floor of n
/// samples with standard deviation σ is about σ/√n.
/// </summary>
public static class SpectralPeaks
{
    /// <summary>The floor in units of σ/√n, the root mean square of noise: values without any structure would reach that itself half of the
    /// time.</summary>
    public const double FloorFactor = 1.5;

    /// <summary>The amplitude of all outputs together at each frequency: the ℓ2 norm of the coefficients.</summary>
    /// <param name="coefficients">Coefficients, [frequency, output].</param>
    public static double[] Amplitudes(Complex[,] coefficients) =>
        [.. Enumerable.Range(0, coefficients.GetLength(0)).Select(k =>
            Math.Sqrt(Enumerable.Range(0, coefficients.GetLength(1)).Sum(c => Math.Pow(coefficients[k, c].Magnitude, 2))))];

    /// <summary>What amplitudes must exceed to be more than the noise of sampled values: 1.5 σ/√n.</summary>
    /// <param name="values">The sampled values, shape [n, outputs], any floating type.</param>
    public static double NoiseFloor(Tensor values)
    {
        using var scope = NewDisposeScope();
        return FloorFactor * Math.Sqrt(values.to_type(ScalarType.Float64).var([0], unbiased: false).sum().item<double>() / values.shape[0]);
    }

    /// <summary>
    /// The places of strict local maxima that rise above a floor, in order. The ends count as maxima when they exceed their one neighbour.
    /// </summary>
    /// <param name="amplitudes">The amplitudes, on a grid of rising frequencies.</param>
    /// <param name="floor">What a maximum must exceed.</param>
    public static IReadOnlyList<int> LocalMaxima(IReadOnlyList<double> amplitudes, double floor) =>
        [.. Enumerable.Range(0, amplitudes.Count).Where(index =>
            amplitudes[index] > floor
            && (index == 0 || amplitudes[index] > amplitudes[index - 1])
            && (index == amplitudes.Count - 1 || amplitudes[index] > amplitudes[index + 1]))];

    /// <summary>
    /// Local maxima above the floor or, when there are fewer than <paramref name="fewest"/>, as many places spread evenly over
    /// the band that begins at the first place and ends where the spectrum last exceeds the floor.
    /// </summary>
    /// <param name="amplitudes">The amplitudes, on a grid of rising frequencies.</param>
    /// <param name="floor">What a maximum must exceed.</param>
    /// <param name="fewest">How many places are wanted at least.</param>
    /// <param name="most">How many are wanted at most: the largest maxima are kept.</param>
    /// <returns>Places in rising order; fewer than asked when the band is narrower.</returns>
    public static IReadOnlyList<int> Select(IReadOnlyList<double> amplitudes, double floor, int fewest, int most)
    {
        IReadOnlyList<int> maxima = LocalMaxima(amplitudes, floor);
        if (maxima.Count >= fewest)
            return [.. maxima.OrderByDescending(index => amplitudes[index]).Take(most).Order()];
        int end = Enumerable.Range(0, amplitudes.Count).LastOrDefault(index => amplitudes[index] > floor);
        int count = Math.Min(fewest, end + 1);
        return count < 2 ? [end] : [.. Enumerable.Range(0, count).Select(n => (int)Math.Round((double)n * end / (count - 1))).Distinct()];
    }
}
