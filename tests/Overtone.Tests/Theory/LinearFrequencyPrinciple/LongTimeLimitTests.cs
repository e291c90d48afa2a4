using MathNet.Numerics.Interpolation;
using MathNet.Numerics.LinearAlgebra;
using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class LongTimeLimitTests
{
    // The range of the labels.
    private const double Range = 0.5;

    [Theory]
    // The lattice's period takes the place of an endless line; what is left of that falls with the period.
    [InlineData(10, 0.009)]
    [InlineData(40, 0.0025)]
    public void The_first_term_alone_gives_the_natural_cubic_spline(double period, double tolerance)
    {
        var samples = Published.FivePoints;
        var spline = CubicSpline.InterpolateNatural(Published.X, Published.Y);
        var found = LongTimeLimit.Solve(Published.Kernel(samples, 1, 0, period: period), samples).Function.At(Published.Between);
        Assert.InRange(Published.LargestGap(found, Published.Between.Select(spline.Interpolate)), 0, tolerance * Range);
    }

    [Fact]
    public void It_is_not_the_spline_without_knots_at_the_second_points_which_published_figures_draw()
    {
        var samples = Published.FivePoints;
        var found = LongTimeLimit.Solve(Published.Kernel(samples, 1, 0), samples).Function.At(Published.Between);
        Assert.True(Published.LargestGap(found, Published.Between.Select(NotAKnot())) > 0.05 * Range);
    }

    [Theory]
    // What is cut off rounds the corners: the gap falls as 1/cut-off.
    [InlineData(200, 0.002)]
    [InlineData(800, 0.0005)]
    public void The_second_term_alone_gives_straight_lines(double cutoff, double tolerance)
    {
        var samples = Published.FivePoints;
        var spline = LinearSpline.Interpolate(Published.X, Published.Y);
        var found = LongTimeLimit.Solve(Published.Kernel(samples, 0, 1, cutoff), samples).Function.At(Published.Between);
        Assert.InRange(Published.LargestGap(found, Published.Between.Select(spline.Interpolate)), 0, tolerance * Range);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_passes_through_every_sample_and_says_how_well(int dimension)
    {
        var samples = dimension == 1 ? Published.FivePoints : Published.Xor;
        var (function, condition) = LongTimeLimit.Solve(
            Published.Kernel(samples, 2, 0.5, cutoff: dimension == 1 ? 200 : 4.875, period: dimension == 1 ? 10 : 4), samples);
        Assert.InRange(Published.LargestGap(function.At(samples.Points), samples.Labels), 0, 1e-6);
        Assert.InRange(condition.LargestMiss, 0, 1e-6);
        Assert.InRange(condition.Number, 1e3, 1e12);
        Assert.InRange(condition.Digits, 3, 13);
    }

    [Theory]
    [InlineData(1, 1e-3)]
    [InlineData(1, 1e-1)]
    [InlineData(2, 1e-2)]
    public void The_dual_and_the_printed_scheme_agree(int dimension, double ridge)
    {
        var samples = dimension == 1 ? Published.FivePoints : Published.Xor;
        var kernel = Published.Kernel(samples, 1, 0.2, cutoff: dimension == 1 ? 20 : 1, period: dimension == 1 ? 10 : 4);
        var points = dimension == 1 ? SamplePoints.OnLine(Published.Between) : SamplePoints.OnSquare(-1, 1, 9);
        var dual = LongTimeLimit.Solve(kernel, samples, ridge).Function;
        // The printed scheme's matrix has condition W₀/ε, here up to 1e12: four digits.
        Assert.InRange(Published.LargestGap(dual.At(points), FrequencyRegression.Limit(kernel, samples, ridge).At(points)), 0, 1e-4);
    }

    [Fact]
    public void Its_energy_is_the_least_that_the_samples_allow()
    {
        var samples = Published.FivePoints;
        var kernel = Published.Kernel(samples, 0, 1, cutoff: 50);
        var (function, _) = LongTimeLimit.Solve(kernel, samples);
        var gram = Matrix<double>.Build.DenseOfArray(kernel.Between(samples.Points, samples.Points));
        var labels = Vector<double>.Build.DenseOfEnumerable(samples.Labels);
        var least = labels * gram.Solve(labels);
        Assert.Equal(least, function.Energy(kernel), 1e-8 * least);

        // One more sample, off the curve, can only be met at a price.
        var more = new LinearFrequencySamples(SamplePoints.OnLine([.. Published.X, 0]), [.. Published.Y, function.At([0.0])[0] + 0.1]);
        Assert.True(LongTimeLimit.Solve(kernel, more).Function.Energy(kernel) > 1.01 * least);
    }

    [Fact]
    public void Exclusive_or_keeps_its_symmetries()
    {
        var samples = Published.Xor;
        var (function, _) = LongTimeLimit.Solve(Published.Kernel(samples, 1, 0.1, cutoff: 4.875, period: 4), samples);
        double[,] points = { { 0.3, 0.6 }, { 0.6, 0.3 }, { -0.3, -0.6 }, { -0.3, 0.6 }, { 0, 0.8 } };
        var values = function.At(points);
        Assert.Equal(values[0], values[1], 1e-6);
        Assert.Equal(values[0], values[2], 1e-6);
        Assert.Equal(values[0], -values[3], 1e-6);
        Assert.Equal(0, values[4], 1e-6);
    }

    [Fact]
    public void Points_that_the_kernel_cannot_tell_apart_are_an_error_not_a_pseudo_inverse()
    {
        var samples = new LinearFrequencySamples(SamplePoints.OnLine([0, 1e-9, 1]), [0, 1, 0]);
        var kernel = new LinearFrequencyKernel(new ReluFrequencyWeight(1, 1, 0), new FrequencyLattice(1, 10, 200));
        var fault = Assert.Throws<SingularKernelException>(() => LongTimeLimit.Solve(kernel, samples));
        Assert.Contains("The nearest two points are 1E-09 apart", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Condition > 1e15);
        Assert.NotNull(LongTimeLimit.Solve(kernel, samples, ridge: 1e-3).Function);
    }

    [Fact]
    public void More_samples_than_waves_are_an_error()
    {
        // Five points, three waves: constant, cosine and sine.
        var samples = Published.FivePoints;
        var lattice = new FrequencyLattice(1, 0.2, 1);
        var kernel = new LinearFrequencyKernel(new ReluFrequencyWeight(1, 0, 1), lattice);
        Assert.Throws<SingularKernelException>(() => LongTimeLimit.Solve(kernel, samples));
    }

    [Fact]
    public void A_lattice_too_coarse_for_the_points_or_a_negative_ridge_is_refused()
    {
        var samples = Published.FivePoints;
        var coarse = new LinearFrequencyKernel(new ReluFrequencyWeight(1, 1, 1), new FrequencyLattice(1, 9, 3));
        Assert.Contains(
            "Nyquist",
            Assert.Throws<ArgumentException>(() => LongTimeLimit.Solve(coarse, samples)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LongTimeLimit.Solve(Published.Kernel(samples, 1, 1), samples, -1));
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        var samples = Published.FivePoints;
        var kernel = Published.Kernel(samples, 1, 1, cutoff: 20);
        Tensors.RequireNoTensorLeft(() => LongTimeLimit.Solve(kernel, samples).Function.At(Published.Between), 3);
    }

    // A cubic through the first four points and one through the last, joined where the third derivative does not jump: dense linear algebra
    // on y = a + bx + cx² + dx³ + Σ e_k (x − x_k)³₊ with the inner knots but the first and the last.
    private static Func<double, double> NotAKnot()
    {
        double[] Terms(double x) => [1, x, x * x, x * x * x, Math.Pow(Math.Max(0, x - Published.X[2]), 3)];
        var coefficients = Matrix<double>
            .Build.DenseOfRowArrays(Published.X.Select(Terms))
            .Solve(Vector<double>.Build.DenseOfArray(Published.Y));
        return x => coefficients * Vector<double>.Build.DenseOfArray(Terms(x));
    }

    [Fact]
    public void A_prediction_is_the_limit_on_the_lattice_of_its_cut_off_and_period()
    {
        var samples = Published.FivePoints;
        var weight = new ReluFrequencyWeight(1, 2, 3);
        var kernel = new LinearFrequencyKernel(weight, FrequencyLattice.For(samples.Points, 50, 10));
        Assert.Equal(
            LongTimeLimit.Solve(kernel, samples).Function.At(Published.Between),
            LongTimeLimit.Predict(weight, samples, cutoff: 50, period: 10).Function.At(Published.Between));
    }
}
