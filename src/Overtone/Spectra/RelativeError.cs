using System.Numerics;

namespace Overtone.Spectra;

/// <summary>
/// The relative error of a learned function at one frequency, Δ_F.
/// Source: 1901.06523, section 2: Δ_F(k) = |ĥ(k) − f̂(k)| / |f̂(k)| with complex coefficients. The authors' scripts for one
/// dimension compare magnitudes only and add 1e-5 to the divisor, which ignores the phase; that variant is
/// <see cref="OfMagnitudes(Complex, Complex)"/>.
/// </summary>
public static class RelativeError
{
    private const double PublishedOffset = 1e-5;

    /// <summary>|learned − target| / |target|; infinite where only the target vanishes, NaN where both do.</summary>
    public static double Of(Complex learned, Complex target) => (learned - target).Magnitude / target.Magnitude;

    /// <summary>
    /// ||learned| − |target|| / (1e-5 + |target|), as published one-dimensional scripts compute it. Up to the offset it is never the
    /// larger one.
    /// </summary>
    public static double OfMagnitudes(Complex learned, Complex target) =>
        Math.Abs(learned.Magnitude - target.Magnitude) / (PublishedOffset + target.Magnitude);

    /// <summary>
    /// The relative error of several outputs together: the ℓ2 norm of the differences over the ℓ2 norm of the targets.
    /// </summary>
    /// <exception cref="ArgumentException">The two have different lengths.</exception>
    public static double Of(ReadOnlySpan<Complex> learned, ReadOnlySpan<Complex> target)
    {
        if (learned.Length != target.Length)
            throw new ArgumentException($"There are {learned.Length} learned and {target.Length} target coefficients.", nameof(learned));
        double difference = 0, size = 0;
        for (int output = 0; output < target.Length; output++)
        {
            Complex d = learned[output] - target[output];
            difference += (d.Real * d.Real) + (d.Imaginary * d.Imaginary);
            size += (target[output].Real * target[output].Real) + (target[output].Imaginary * target[output].Imaginary);
        }

        return Math.Sqrt(difference / size);
    }

    /// <summary>
    /// <see cref="OfMagnitudes(Complex, Complex)"/> of several outputs together: the ℓ2 norm of the differences of magnitudes over 1e-5 and
    /// the ℓ2 norm of the targets.
    /// </summary>
    /// <exception cref="ArgumentException">The two have different lengths.</exception>
    public static double OfMagnitudes(ReadOnlySpan<Complex> learned, ReadOnlySpan<Complex> target)
    {
        if (learned.Length != target.Length)
            throw new ArgumentException($"There are {learned.Length} learned and {target.Length} target coefficients.", nameof(learned));
        double difference = 0, size = 0;
        for (int output = 0; output < target.Length; output++)
        {
            difference += Math.Pow(learned[output].Magnitude - target[output].Magnitude, 2);
            size += Math.Pow(target[output].Magnitude, 2);
        }

        return Math.Sqrt(difference) / (PublishedOffset + Math.Sqrt(size));
    }
}
