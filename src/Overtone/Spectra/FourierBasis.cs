using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Real images whose Fourier transform lives on one frequency and its conjugate only, of unit ℓ2 norm.
/// Source: 1906.08988 (the basis of the Fourier heat map).
/// </summary>
public static class FourierBasis
{
    // Below this share of the largest possible norm the wave vanishes on the grid, and only rounding errors are left.
    private const double Vanishing = 1e-6;

    /// <summary>The basis image cos(2π(row·y/height + column·x/width) + phase), scaled to unit ℓ2 norm.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="row">The vertical frequency in cycles per image; any integer, taken modulo the height.</param>
    /// <param name="column">The horizontal frequency in cycles per image; any integer, taken modulo the width.</param>
    /// <param name="phase">The phase at the top left pixel, in radians.</param>
    /// <returns>Shape [height, width], float64.</returns>
    /// <exception cref="ArgumentException">The wave vanishes at every pixel (a sine at a frequency that is its own conjugate).</exception>
    public static Tensor Image(int height, int width, int row, int column, double phase = 0)
    {
        using var scope = NewDisposeScope();
        // cos(y + x) from tables of one dimension: a cosine of every pixel would take longer than the model that looks at the image.
        Tensor y = arange(height, dtype: float64).mul_(2 * Math.PI * row / height).add_(phase).unsqueeze(1);
        Tensor x = arange(width, dtype: float64).mul_(2 * Math.PI * column / width).unsqueeze(0);
        Tensor wave = (y.cos() * x.cos()).sub_(y.sin() * x.sin());
        double norm = wave.norm().item<double>();
        if (norm < Vanishing * Math.Sqrt((double)height * width))
            throw new ArgumentException(
                $"The wave at frequency ({row}, {column}) with phase {phase} vanishes on a {height}×{width} grid.", nameof(phase));
        return wave.div_(norm).MoveToOuterDisposeScope();
    }
}
