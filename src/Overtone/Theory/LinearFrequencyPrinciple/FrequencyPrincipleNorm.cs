using System.Numerics;
using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// The FP norm ‖h‖_γ = (Σ_(k≠0) γ⁻²(k) |ĥ(k)|²)^½ of a function of period 1 on every axis: a semi-norm that penalises high frequencies and
/// leaves constants free.
/// Source: 1905.10264 (FP norm and FP space).
/// </summary>
public static class FrequencyPrincipleNorm
{
    /// <summary>The norm from Fourier coefficients.</summary>
    /// <param name="weight">γ².</param>
    /// <param name="coefficients">|k| and |ĥ(k)| for every integer vector k, k and −k both; those of zero count nothing.</param>
    public static double Of(FrequencyWeight weight, IEnumerable<(double Frequency, double Magnitude)> coefficients) =>
        Math.Sqrt(coefficients.Where(c => c.Frequency > 0 && c.Magnitude > 0).Sum(c => c.Magnitude * c.Magnitude / weight.At(c.Frequency)));

    /// <summary>The norm of a function of one dimension from samples at 0, 1/n, …; exact when it has no frequency of n/2 or more.</summary>
    /// <param name="weight">γ² of dimension 1.</param>
    /// <param name="samples">n values over one period, n odd or even.</param>
    /// <exception cref="ArgumentException">The weight's dimension is not 1, or there is no sample.</exception>
    public static double OfSamples(FrequencyWeight weight, double[] samples)
    {
        if (weight.Dimension != 1 || samples.Length == 0)
            throw new ArgumentException($"The weight has dimension {weight.Dimension} and there are {samples.Length} samples; expected 1 "
                + "and at least 1.", nameof(samples));
        using var scope = NewDisposeScope();
        Complex[] spectrum = fft.fft_(NativeNumbers.Of(samples)).data<Complex>().ToArray();
        return Of(weight, spectrum.Select((c, k) => ((double)Math.Min(k, samples.Length - k), c.Magnitude / samples.Length)));
    }

    /// <summary>The norm of sin 2πk·x in closed form: 1/(√2 γ(|k|)).</summary>
    /// <param name="weight">γ².</param>
    /// <param name="frequency">|k|, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frequency is not above zero.</exception>
    public static double OfSine(FrequencyWeight weight, double frequency) => 1 / Math.Sqrt(2 * weight.At(frequency));
}
