using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class TimeScaleTests
{
    private const double Common = 16 * Math.PI * Math.PI * Math.PI * Math.PI;

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    public void Normal_biases_follow_from_the_probability_that_two_points_activate_the_same_neuron(double deviation)
    {
        // P(rx + b > 0, rx' + b > 0) by the normal distribution function; its part in |x − x'| is the transform of −½ · scale · 16π⁴ a²r/4π²ξ².
        const double Norm = 1.3, Distance = 0.4;
        double Both(double distance) => 0.5 * (1 + MathNet.Numerics.SpecialFunctions.Erf(-Norm * distance / 2 / deviation / Math.Sqrt(2)));
        var slope = (Both(0) - Both(Distance)) / Distance;
        var expected = TimeScale.OfNormalBiases(1, deviation) * Common * Norm / 2;
        // The next order is (r Δ/σ)².
        Assert.Equal(expected, slope, expected * Math.Pow(Norm * Distance / deviation, 2));
        // The print has 2√2 for √2 in the denominator: half of it.
        Assert.True(Math.Abs((expected / 2) - slope) > 0.4 * slope);
    }

    [Fact]
    public void More_dimensions_change_the_factor_as_the_gamma_function_says()
    {
        Assert.Equal(1 / (Math.Sqrt(2) * Math.Pow(Math.PI, 1.5) * 7) / Common, TimeScale.OfNormalBiases(2, 7), 1e-15);
        Assert.Equal(1 / 6.0 / Common, TimeScale.OfUniformBreakpoints(3), 1e-15);
    }

    [Fact]
    public void Spreads_of_zero_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeScale.OfNormalBiases(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeScale.OfUniformBreakpoints(0));
    }
}
