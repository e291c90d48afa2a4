using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Masks over the frequencies of an image, and filtering with them. A mask depends on absolute frequencies only, so it is conjugate
/// symmetric for even, odd and rectangular sizes, and a filtered image stays real. Frequencies are measured as in
/// <see cref="FrequencyGrid.Radius"/>.
/// Source: 1906.08988, Fig. 1 (square masks); 1905.13545, section 3 (radial masks).
/// </summary>
public static class FrequencyMask
{
    /// <summary>1 where the distance from zero is at most <paramref name="radius"/>, else 0; shape [height, width], float64.</summary>
    public static Tensor RadialLowPass(int height, int width, double radius) => Threshold(FrequencyGrid.Radius(height, width), radius);

    /// <summary>The complement of <see cref="RadialLowPass"/>.</summary>
    public static Tensor RadialHighPass(int height, int width, double radius) => Complement(RadialLowPass(height, width, radius));

    /// <summary>
    /// 1 where both absolute frequencies are at most <paramref name="halfWidth"/>, else 0; shape [height, width], float64.
    /// </summary>
    public static Tensor SquareLowPass(int height, int width, double halfWidth) =>
        Threshold(FrequencyGrid.Square(height, width), halfWidth);

    /// <summary>The complement of <see cref="SquareLowPass"/>.</summary>
    public static Tensor SquareHighPass(int height, int width, double halfWidth) => Complement(SquareLowPass(height, width, halfWidth));

    /// <summary>
    /// 1 where both frequencies are within <paramref name="halfWidth"/> of the highest one, else 0: a square around the Nyquist frequency,
    /// which leaves out a cross of low frequencies. This is the high-pass of 1906.08988, as we recall it; it is not the complement of a
    /// low-pass.
    /// Shape [height, width], float64.
    /// </summary>
    public static Tensor SquareAroundNyquist(int height, int width, double halfWidth)
    {
        using var scope = NewDisposeScope();
        Tensor distance = Math.Min(height, width) / 2.0 - FrequencyGrid.Smaller(height, width);
        return Threshold(distance, halfWidth).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps the frequencies of images at which the mask is 1 (and scales them where it lies between).</summary>
    /// <param name="images">Shape [..., height, width], real.</param>
    /// <param name="mask">Shape [height, width], conjugate symmetric, zero frequency first.</param>
    /// <returns>The same shape, float64; nothing is clipped.</returns>
    /// <exception cref="ArgumentException">The mask has another size than the images.</exception>
    public static Tensor Apply(Tensor images, Tensor mask)
    {
        if (!images.shape.AsSpan()[^2..].SequenceEqual(mask.shape))
            throw new ArgumentException($"The mask is {string.Join('×', mask.shape)}; the images are "
                + $"{string.Join('×', images.shape[^2..])}.", nameof(mask));
        using var scope = NewDisposeScope();
        return fft.ifft2(fft.fft2(images.to_type(ScalarType.Float64)) * mask).real.clone().MoveToOuterDisposeScope();
    }

    private static Tensor Threshold(Tensor distance, double limit)
    {
        using (distance)
        {
            // Frequencies of rectangular images are fractions; the limit itself must stay inside in spite of rounding.
            using Tensor inside = distance.le(limit + 1e-9);
            return inside.to_type(ScalarType.Float64);
        }
    }

    private static Tensor Complement(Tensor mask)
    {
        using (mask)
        using (NewDisposeScope())
            return (1 - mask).MoveToOuterDisposeScope();
    }
}
