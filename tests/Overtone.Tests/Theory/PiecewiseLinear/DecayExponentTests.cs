using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class DecayExponentTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(-2.5)]
    public void Zeros_of_a_spectrum_do_not_disturb_its_envelope(double power)
    {
        var spectrum = Enumerable
            .Range(0, 20_000)
            .Select(n => 10 + (0.05 * n))
            .Select(k => (k, Math.Abs(Math.Sin(3 * k)) * Math.Pow(k, power)));
        Assert.Equal(power, DecayExponent.Of([.. spectrum]), 0.05);
    }

    [Fact]
    public void Frequencies_not_above_zero_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DecayExponent.Of([]));
        Assert.Throws<ArgumentException>(() => DecayExponent.Of([(0, 1), (1, 1)]));
    }

    [Fact]
    public void A_function_is_looked_at_over_the_whole_reach() =>
        Assert.Equal(-3, DecayExponent.OfFunction(k => Math.Abs(Math.Cos(5 * k)) * Math.Pow(k, -3), 10, 1000, 5000), 0.05);
}
