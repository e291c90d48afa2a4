using CsCheck;
using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using SkiaSharp;

namespace Overtone.Reports.Tests.Drawing;

public class ColourTests
{
    private static readonly ColourScale Scale = new(new AxisScale(-2, 3, Logarithmic: false), LowIsWarm: false);

    private static double Warmth(double value) => Scale.PlaceOf(Scale.Of(value)!.Value);

    [Fact]
    public void Higher_values_are_warmer() => Gen.Select(Gen.Double[-2, 3], Gen.Double[-2, 3]).Sample((a, b) =>
        Assert.True(Math.Abs(a - b) < 0.1 || Warmth(Math.Max(a, b)) > Warmth(Math.Min(a, b))));

    [Fact]
    public void A_reversed_scale_mirrors_the_colours() => Gen.Double[0, 1].Sample(place =>
        Assert.True(Picture.Distance(Scale.At(place), (Scale with { LowIsWarm = true }).At(1 - place)) <= 3));

    [Fact]
    public void There_is_no_colour_for_no_value()
    {
        Assert.Null(Scale.Of(double.NaN));
        Assert.Null((Scale with { Range = new AxisScale(1, 10, Logarithmic: true) }).Of(0));
        Assert.Equal(Scale.At(1), Scale.Of(double.PositiveInfinity));
        Assert.Equal(Scale.At(0), Scale.Of(double.NegativeInfinity));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(7, false)]
    [InlineData(12, false)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    [InlineData(40, true)]
    public void Series_differ_in_colour(int count, bool ordered)
    {
        IReadOnlyList<SKColor> colours = SeriesColours.For(count, ordered);
        Assert.Equal(count, colours.Distinct().Count());
    }

    [Fact]
    public void Many_numbers_go_from_dark_to_light()
    {
        double[] light = [.. SeriesColours.For(10, ordered: true).Select(c => (0.2126 * c.Red) + (0.7152 * c.Green) + (0.0722 * c.Blue))];
        Assert.Equal(light.Order(), light);
        Assert.True(light[^1] < 220);
    }

    [Fact]
    public void The_ends_are_blue_and_red()
    {
        Assert.True(Scale.At(0).Blue > Scale.At(0).Red + 80);
        Assert.True(Scale.At(1).Red > Scale.At(1).Blue + 80);
    }
}
