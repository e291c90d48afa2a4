using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// A function along a line through its input space, tapered to zero at the ends by cos⁴ and transformed by FFT: the spectrum that can be
/// taken of any network, smooth ones too. Without the taper the ends' jump hides everything; a cosine bell (Hann) would itself fall
/// with k⁻³.
/// Source: none; a check of 1905.12797's decaying spectra.
/// </summary>
public static class TaperedSlice
{
    // Above the scale of the regions, below aliasing.
    private const double LowestShare = 150.0 / 32_768, HighestShare = 1500.0 / 32_768;

    /// <summary>The decay exponent of the spectrum over the decade of bins 150 to 1500 of 32,768 samples, or their like.</summary>
    /// <param name="function">The function of the place on the line, from −1 to 1.</param>
    /// <param name="samples">How many samples.</param>
    public static double Decay(Func<double, double> function, int samples)
    {
        Complex[] values = [.. Enumerable.Range(0, samples).Select(n => (2 * (n + 0.5) / samples) - 1)
            .Select(index => new Complex(function(index) * Math.Pow(Math.Cos(Math.PI * index / 2), 4), 0))];
        Fourier.Forward(values, FourierOptions.AsymmetricScaling);
        int lowest = (int)(LowestShare * samples), highest = (int)(HighestShare * samples);
        return DecayExponent.Of([.. Enumerable.Range(lowest, highest - lowest + 1).Select(bin => ((double)bin, values[bin].Magnitude))]);
    }
}
