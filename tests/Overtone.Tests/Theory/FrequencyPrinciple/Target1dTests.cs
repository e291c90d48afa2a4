using Overtone.Theory.FrequencyPrinciple;

namespace Overtone.Tests.Theory.FrequencyPrinciple;

public class Target1dTests
{
    [Theory]
    [InlineData(Target1d.Sines)]
    [InlineData(Target1d.GrowingSines)]
    public void Derivatives_are_those_of_finite_differences(Target1d target)
    {
        const double H = 1e-5;
        for (var x = -3.0; x < 3; x += 0.37)
        {
            Assert.Equal((target.Value(x + H) - target.Value(x - H)) / (2 * H), target.Derivative(x), 1e-6);
        }
    }

    [Theory]
    [InlineData(Target1d.Sines, new[] { 1.0, 3, 5 }, new[] { 1.0, 1, 1 })]
    [InlineData(Target1d.GrowingSines, new[] { 1.0, 3, 5 }, new[] { 1.0, 2, 3 })]
    public void Sines_have_their_amplitudes(Target1d target, double[] frequencies, double[] amplitudes)
    {
        const int Count = 64;
        for (var k = 0; k < 10; k++)
        {
            var sum =
                Enumerable.Range(0, Count).Sum(i => target.Value(2 * Math.PI * i / Count) * Math.Sin(2 * Math.PI * k * i / Count))
                * 2
                / Count;
            var index = Array.IndexOf(frequencies, k);
            Assert.Equal(index < 0 ? 0 : amplitudes[index], sum, 1e-10);
        }
    }

    [Fact]
    public void Steps_follow_the_sine_in_halves_rounded_to_even()
    {
        Assert.Equal(1, Target1d.Steps.Value(Math.PI / 2));
        Assert.Equal(0, Target1d.Steps.Value(Math.Asin(0.25) - 1e-6));
        Assert.Equal(0.5, Target1d.Steps.Value(Math.Asin(0.25) + 1e-6));
        Assert.Equal(-0.5, Target1d.Steps.Value(-0.5));
        Assert.Equal(Math.Cos(0.7), Target1d.Steps.Derivative(0.7));
    }

    [Fact]
    public void An_unknown_target_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ((Target1d)9).Value(0));
}
