using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class BesselSequenceTests
{
    // From tables (Abramowitz and Stegun, 9.1 and 9.4), and from the definition below.
    [Theory]
    [InlineData(1, 0, 0.7651976865579666)]
    [InlineData(1, 1, 0.4400505857449335)]
    [InlineData(10, 5, -0.2340615281867936)]
    [InlineData(100, 0, 0.0199858503042231)]
    public void Values_are_those_of_the_tables(double z, int order, double expected) =>
        Assert.Equal(expected, BesselSequence.Of(z, 20)[order], 1e-14);

    [Theory]
    [InlineData(0.001)]
    [InlineData(-7.5)]
    [InlineData(30)]
    [InlineData(900)]
    public void Values_are_the_integrals_that_define_them(double z)
    {
        // The trapezium rule over a whole period is exact up to terms of order J_{2000}.
        const int nodes = 2000;
        double[] found = BesselSequence.Of(z, 40);
        for (var order = 0; order < found.Length; order++)
        {
            var angles = Enumerable.Range(0, nodes).Select(n => 2 * Math.PI * n / nodes);
            Assert.Equal(angles.Average(angle => Math.Cos((order * angle) - (z * Math.Sin(angle)))), found[order], 1e-13);
        }
    }

    [Fact]
    public void At_zero_only_the_first_is_not_zero() => Assert.Equal([1, 0, 0], BesselSequence.Of(0, 3));

    [Fact]
    public void Orders_far_above_the_argument_underflow_and_harm_none_below()
    {
        var values = BesselSequence.Of(0.5, 400);
        Assert.All(values, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(0.9384698072408130, values[0], 1e-14);
        Assert.Equal(0, values[399]);
    }
}
