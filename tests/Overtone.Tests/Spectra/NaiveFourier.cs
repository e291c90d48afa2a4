using System.Numerics;

namespace Overtone.Tests.Spectra;

/// <summary>Fourier transforms straight from their definitions, slow and without tensors: what fast ones are compared with.</summary>
internal static class NaiveFourier
{
    /// <summary>(1/n) Σ y_j exp(−2πi k x_j).</summary>
    internal static Complex Coefficient(double[] points, double[] values, double frequency)
    {
        var sum = Complex.Zero;
        for (var sample = 0; sample < points.Length; sample++)
        {
            sum += values[sample] * Complex.FromPolarCoordinates(1, -2 * Math.PI * frequency * points[sample]);
        }

        return sum / points.Length;
    }

    /// <summary>Σ f(y, x) exp(−2πi (u y / height + v x / width)), zero frequency first.</summary>
    internal static Complex[,] Transform(double[,] image)
    {
        int height = image.GetLength(0), width = image.GetLength(1);
        var result = new Complex[height, width];
        for (var u = 0; u < height; u++)
        {
            for (var v = 0; v < width; v++)
            {
                for (var y = 0; y < height; y++)
                {
                    for (var x = 0; x < width; x++)
                    {
                        var turns = ((double)u * y / height) + ((double)v * x / width);
                        result[u, v] += image[y, x] * Complex.FromPolarCoordinates(1, -2 * Math.PI * turns);
                    }
                }
            }
        }

        return result;
    }
}
