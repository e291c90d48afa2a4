using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// What a plane wave of the input space becomes on a closed curve: P(l, k) = ∫ exp(i k·γ(z) − 2πi l z) dz, l in cycles per turn. The
/// spectrum of any function f on the curve is (2π)⁻² ∫ f̂(k) P(l, k) dk with f̂(k) = ∫ f(x) exp(−ik·x) dx; the paper leaves the factor out.
/// The more the curve winds, the higher the l that a wave of low k reaches.
/// Source: 1806.08734, section 4.
/// </summary>
/// <param name="curve">The curve.</param>
/// <param name="samples">Points of the sum that stands for the integral: at least four times the highest |l| that counts, for then its
/// error is rounding.</param>
public sealed class CurveSpectrum(FlowerCurve curve, int samples)
{
    private readonly (double X, double Y)[] _points = [.. Enumerable.Range(0, samples).Select(n => curve.At((double)n / samples))];

    /// <summary>P(l, k) for l = 0, 1, …, −2, −1 in the order of a discrete Fourier transform.</summary>
    /// <param name="kx">The wave's first component, in radians per unit.</param>
    /// <param name="ky">The second.</param>
    /// <returns>[samples].</returns>
    public Complex[] OfWave(double kx, double ky) => Of((x, y) => Complex.FromPolarCoordinates(1, (kx * x) + (ky * y)));

    /// <summary>The spectrum of a function on the curve, ordered likewise.</summary>
    /// <param name="function">The function of the plane.</param>
    /// <returns>[samples].</returns>
    public Complex[] Of(Func<double, double, Complex> function)
    {
        Complex[] values = [.. _points.Select(point => function(point.X, point.Y))];
        Fourier.Forward(values, FourierOptions.Matlab);
        return Array.ConvertAll(values, value => value / samples);
    }

    /// <summary>The smallest |l| up to which a wave has a share of its energy on the curve.</summary>
    /// <param name="kx">The wave's first component, in radians per unit.</param>
    /// <param name="ky">The second.</param>
    /// <param name="share">The share, between 0 and 1.</param>
    public int Bandwidth(double kx, double ky, double share)
    {
        Complex[] spectrum = OfWave(kx, ky);
        double whole = spectrum.Sum(EnergyOf), sum = EnergyOf(spectrum[0]);
        int l = 0;
        while (sum < share * whole && ++l < samples / 2)
            sum += EnergyOf(spectrum[l]) + EnergyOf(spectrum[samples - l]);
        return l;
    }

    private static double EnergyOf(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
}
