using Overtone.Theory.ContinuousViewpoint;

namespace Overtone.Tests.Theory.ContinuousViewpoint;

public class GradientFlowKernelTests
{
    public static TheoryData<double> Widths => [1, 0.5, 0.2, 0.1];

    private static GradientFlowKernel Kernel(double width, Motion motion, FeatureMeasure measure = FeatureMeasure.Uniform) =>
        new(new PeriodicGaussianFeature(width), motion, measure);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Rates_by_formula_are_those_of_the_numerical_operator(double width)
    {
        foreach (var motion in Enum.GetValues<Motion>())
        {
            foreach (var measure in Enum.GetValues<FeatureMeasure>())
            {
                var kernel = Kernel(width, motion, measure);
                // Sums of some hundred squared terms of order one.
                Assert.All(new[] { 0, 1, 2, 5, 9, 14 }, k => Assert.Equal(kernel.Rate(k), kernel.NumericalRate(k, 400), 1e-13));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_kernel_is_the_product_of_features_summed(double width)
    {
        const int Nodes = 600;
        var feature = new PeriodicGaussianFeature(width);
        foreach (var distance in new[] { 0, 0.05, 0.3, 2.5 })
        {
            double Mean(Func<double, double> of) =>
                Enumerable.Range(0, Nodes).Average(n => of(distance - (2 * Math.PI * n / Nodes)) * of(-2 * Math.PI * n / Nodes));
            Assert.Equal(Mean(feature.Value), Kernel(width, Motion.Coefficients).Value(distance), 1e-14);
            Assert.Equal(Mean(feature.Slope), Kernel(width, Motion.Features).Value(distance), 1e-12);
        }
    }

    [Fact]
    public void The_printed_prefactor_needs_the_uniform_density()
    {
        // h/√(8π) at distance 0, where the features are narrow against the circle; plain dw gives 2π times that.
        const double Width = 0.2;
        Assert.Equal(Width / Math.Sqrt(8 * Math.PI), Kernel(Width, Motion.Coefficients).Value(0), 1e-15);
        Assert.Equal(Width * Math.Sqrt(Math.PI / 2), Kernel(Width, Motion.Coefficients, FeatureMeasure.Lebesgue).Value(0), 1e-15);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.2, 7)]
    [InlineData(0.1, 14)]
    public void Moving_features_are_fastest_at_root_two_over_the_width_and_not_at_two_over_it(double width, int fastest)
    {
        var kernel = Kernel(width, Motion.Features);
        var found = Enumerable.Range(1, 60).MaxBy(kernel.Rate);
        Assert.Equal(fastest, found);
        Assert.InRange(found, Math.Floor(Math.Sqrt(2) / width), Math.Ceiling(Math.Sqrt(2) / width));
        if (width <= 0.5)
        {
            Assert.NotEqual((int)Math.Round(2 / width), found);
        }

        Assert.Equal(1 / Math.E, kernel.Rate(found), 0.07);
    }

    [Fact]
    public void Fixed_features_learn_low_frequencies_first() => Assert.All(
        Enumerable.Range(0, 30), k => Assert.True(Kernel(0.2, Motion.Coefficients).Rate(k) > Kernel(0.2, Motion.Coefficients).Rate(k + 1)));

    // As the design's facts give them.
    [Theory]
    [InlineData(1, Motion.Coefficients, 3, 0.00555)]
    [InlineData(0.5, Motion.Coefficients, 5, 0.00549)]
    [InlineData(0.2, Motion.Coefficients, 10, 0.0027)]
    [InlineData(1, Motion.Features, 2, 0.2707)]
    [InlineData(0.5, Motion.Features, 3, 0.3652)]
    [InlineData(0.2, Motion.Features, 7, 0.3678)]
    public void Rates_have_the_reference_values(double width, Motion motion, int frequency, double expected) =>
        Assert.Equal(expected, Kernel(width, motion).Rate(frequency), 5e-5);

    [Fact]
    public void Odd_arguments_are_refused()
    {
        Assert.All(
            new[] { 0, -1, double.NaN, double.PositiveInfinity },
            h => Assert.Throws<ArgumentOutOfRangeException>(() => new PeriodicGaussianFeature(h)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernel(0.1, Motion.Features).NumericalRate(1, 100));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_peak_from_features_is_the_kernel_at_distance_zero(double width)
    {
        foreach (var motion in Enum.GetValues<Motion>())
        {
            Assert.All(Enum.GetValues<FeatureMeasure>(), measure => Assert.Equal(
                Kernel(width, motion, measure).Value(0), Kernel(width, motion, measure).NumericalPeak(600), 1e-12));
            // Beside its images around the circle.
            Assert.Equal(Kernel(width, motion).Value(0), Kernel(width, motion).PrintedPeak, width > 0.5 ? 0.1 : 1e-12);
        }
    }
}
