using CsCheck;
using Overtone.Reports.Axes;
using Overtone.Studies.Findings;

namespace Overtone.Reports.Tests.Axes;

public class AxisScaleTests
{
    [Fact]
    public void The_scale_holds_the_values() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[0, 20], Gen.Bool, Gen.Double[0, 0.2]).Sample((values, logarithmic, margin) =>
        {
            AxisScale scale = AxisScale.Fit(new Axis("x", "x", logarithmic), values, margin);
            Assert.True(scale.High > scale.Low);
            double slack = (scale.High - scale.Low) * 1e-9;
            Assert.All(values.Where(scale.Shows), value => Assert.InRange(value, scale.Low - slack, scale.High + slack));
        });

    [Fact]
    public void Fixed_ends_stay() => Assert.Equal(
        new AxisScale(2, 5, Logarithmic: false), AxisScale.Fit(new Axis("x", "x", Minimum: 2, Maximum: 5), [0, 100], 0.1));

    [Fact]
    public void A_margin_does_not_make_counts_negative() => Assert.Equal(0, AxisScale.Fit(new Axis("x", "x"), [0, 10], 0.1).Low);

    [Fact]
    public void What_cannot_be_drawn_is_left_out()
    {
        AxisScale scale = AxisScale.Fit(new Axis("x", "x", Logarithmic: true), [-1, 0, double.NaN, double.PositiveInfinity, 1, 10], 0);
        Assert.Equal(1, scale.Low, 9);
        Assert.Equal(10, scale.High, 9);
        Assert.False(scale.Shows(0));
    }

    [Theory]
    [InlineData(3, null, null)]
    [InlineData(3, 3.0, null)]
    [InlineData(3, null, 3.0)]
    [InlineData(3, 5.0, 5.0)]
    public void A_single_value_has_room_around_it(double value, double? minimum, double? maximum)
    {
        AxisScale scale = AxisScale.Fit(new Axis("x", "x", Minimum: minimum, Maximum: maximum), [value], 0.1);
        Assert.True(scale.High > scale.Low);
    }
}
