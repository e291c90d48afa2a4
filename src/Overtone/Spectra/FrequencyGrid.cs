using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The signed integer frequencies of a two-dimensional discrete Fourier transform, laid out as the transform gives them: zero first, then
/// positive, then negative. For an even size N the Nyquist frequency appears once, as −N/2.
/// Source: the definition of the discrete Fourier transform.
/// </summary>
public static class FrequencyGrid
{
    /// <summary>The signed frequencies along one axis, in cycles per image, length <paramref name="size"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public static int[] Signed(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return [.. Enumerable.Range(0, size).Select(index => index < (size + 1) / 2 ? index : index - size)];
    }

    /// <summary>
    /// The distance of every frequency from zero, shape [height, width], float64. In a square image it counts cycles per image; in
    /// a rectangular one, cycles per length of the shorter side, so that a circle is a circle in cycles per sample.
    /// </summary>
    public static Tensor Radius(int height, int width) => Combine(height, width, (y, x) => Math.Sqrt((y * y) + (x * x)));

    /// <summary>The greatest of these distances.</summary>
    public static double Highest(int height, int width)
    {
        double shorter = Math.Min(height, width), vertical = height / 2 * (shorter / height), horizontal = width / 2 * (shorter / width);
        return Math.Sqrt((vertical * vertical) + (horizontal * horizontal));
    }

    /// <summary>
    /// The larger of the two absolute frequencies, in the same unit as <see cref="Radius"/>, shape [height, width], float64.
    /// </summary>
    public static Tensor Square(int height, int width) => Combine(height, width, (y, x) => Math.Max(Math.Abs(y), Math.Abs(x)));

    /// <summary>
    /// The smaller of the two absolute frequencies, in the same unit as <see cref="Radius"/>, shape [height, width], float64.
    /// </summary>
    public static Tensor Smaller(int height, int width) => Combine(height, width, (y, x) => Math.Min(Math.Abs(y), Math.Abs(x)));

    private static Tensor Combine(int height, int width, Func<double, double, double> combine)
    {
        double shorter = Math.Min(height, width);
        int[] rows = Signed(height), columns = Signed(width);
        var values = new double[height, width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                values[y, x] = combine(rows[y] * (shorter / height), columns[x] * (shorter / width));
        }

        return tensor(values, dtype: float64);
    }
}
