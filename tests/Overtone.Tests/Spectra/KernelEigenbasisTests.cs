using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class KernelEigenbasisTests
{
    // An inner product of 40 numbers of order one.
    private const double Rounding = 1e-13;

    private static double[,] Kernel(double[][] points, double width)
    {
        var kernel = new double[points.Length, points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            for (var j = 0; j < points.Length; j++)
            {
                kernel[i, j] = Math.Exp(-points[i].Zip(points[j], (a, b) => (a - b) * (a - b)).Sum() / (2 * width * width));
            }
        }

        return kernel;
    }

    [Fact]
    public void Vectors_and_eigenvalues_solve_the_kernels_equation()
    {
        using var points = Draw.Normal(1, 40, 3);
        using var basis = KernelEigenbasis.Of(points, 0.8);
        var kernel = Kernel([.. points.Numbers().Chunk(3)], 0.8);
        for (var mode = 0; mode < 40; mode++)
        {
            var vector = basis.Vector(mode);
            Assert.Equal(1, vector.Sum(v => v * v), Rounding);
            Assert.True(vector.MaxBy(Math.Abs) > 0);
            for (var i = 0; i < 40; i++)
            {
                Assert.Equal(
                    basis.Eigenvalues[mode] * vector[i],
                    Enumerable.Range(0, 40).Sum(j => kernel[i, j] * vector[j]),
                    Rounding * basis.Eigenvalues[0]);
            }
        }

        Assert.Equal(basis.Eigenvalues.OrderDescending(), basis.Eigenvalues);
        // The trace: every point is at distance 0 from itself.
        Assert.Equal(40, basis.Eigenvalues.Sum(), 40 * Rounding);
    }

    [Fact]
    public void Projecting_what_was_synthesised_gives_the_coefficients_back()
    {
        using var points = Draw.Normal(2, 30, 2);
        using var basis = KernelEigenbasis.Of(points, 0.3);
        using var drawn = Draw.Normal(3, 30);
        var coefficients = drawn.Numbers();
        using Tensor values = tensor(basis.Synthesise(coefficients), float64);
        Assert.All(basis.Project(values).Zip(coefficients), pair => Assert.Equal(pair.Second, pair.First, Rounding));
        Assert.Equal(coefficients.Sum(c => c * c), values.Numbers().Sum(v => v * v), 30 * Rounding);
    }

    /// <summary>
    /// A Gaussian kernel on a line is strictly totally positive (Gantmacher and Krein): its nth eigenvector changes sign n − 1 times.
    /// </summary>
    [Theory]
    [InlineData(0.05, 50)]
    [InlineData(0.2, 18)]
    public void On_a_line_the_nth_vector_changes_sign_once_less_than_n_times(double width, int known)
    {
        using Tensor points = linspace(0, 1, 50, dtype: float64).unsqueeze(1);
        using var basis = KernelEigenbasis.Of(points, width);
        Assert.Equal(known, basis.Eigenvalues.Count(value => value > basis.Resolution));
        for (var mode = 0; mode < known; mode++)
        {
            var vector = basis.Vector(mode);
            Assert.Equal(mode, vector.Zip(vector.Skip(1)).Count(pair => Math.Sign(pair.First) != Math.Sign(pair.Second)));
        }
    }

    /// <summary>Two far pairs of points have the same two eigenvalues each: 1 ± exp(−d²/2σ²).</summary>
    [Fact]
    public void Equal_eigenvalues_are_one_subspace()
    {
        using Tensor points = tensor(new double[] { 0, 1, 1000, 1001, 5000 }, [5, 1]);
        using var basis = KernelEigenbasis.Of(points, 1);
        var beside = Math.Exp(-0.5);
        double[] expected = [1 + beside, 1 + beside, 1, 1 - beside, 1 - beside];
        Assert.All(basis.Eigenvalues.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Rounding));
        Assert.Equal([(0, 2), (2, 1), (3, 2)], basis.Subspaces());
        Assert.Equal([(0, 5)], basis.Subspaces(resolution: 1));
    }

    [Fact]
    public void The_median_distance_is_that_of_all_pairs()
    {
        using var points = Draw.Normal(4, 7, 3);
        var rows = points.Numbers().Chunk(3).ToArray();
        double[] distances =
        [
            .. from i in Enumerable.Range(0, 7)
            from j in Enumerable.Range(i + 1, 6 - i)
            select Math.Sqrt(rows[i].Zip(rows[j], (a, b) => (a - b) * (a - b)).Sum()),
        ];
        Assert.Equal(distances.Order().ElementAt(10), KernelEigenbasis.MedianDistance(points), Rounding);
    }

    [Fact]
    public void What_makes_no_kernel_is_refused()
    {
        using var points = Draw.Normal(5, 7, 3);
        using Tensor one = points.narrow(0, 0, 1), flat = points.flatten();
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelEigenbasis.Of(points, 0));
        Assert.Throws<ArgumentException>(() => KernelEigenbasis.Of(one, 1));
        Assert.Throws<ArgumentException>(() => KernelEigenbasis.MedianDistance(flat));
        using var basis = KernelEigenbasis.Of(points, 1);
        Assert.Throws<ArgumentException>(() => basis.Project(flat));
        Assert.Throws<ArgumentException>(() => basis.Synthesise([1, 2]));
    }
}
