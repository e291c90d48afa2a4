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

    // Colour-blindness after Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
    [Theory]
    [InlineData("all cones", new[] { 1.0, 0, 0, 0, 1, 0, 0, 0, 1 })]
    [InlineData("no M cones", new[] { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 })]
    [InlineData("no L cones", new[] { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 })]
    public void Eight_models_are_told_apart_by_all_eyes(string who, double[] seen)
    {
        double[][] colours = [.. SeriesColours.For(8, ordered: false).Select(colour => Lab(colour, seen))];
        double closest = Enumerable.Range(0, 8).SelectMany(a => Enumerable.Range(0, a).Select(b => MathNet.Numerics.Distance.Euclidean(
            colours[a], colours[b]))).Min();
        Assert.True(closest > 15, $"{who}: two colours are only {closest:0.0} apart");
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

    // CIE L*a*b* (D65): a distance of about 2 is just seen.
    private static double[] Lab(SKColor colour, double[] seen)
    {
        double[] rgb = [Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue)];
        double[] eye = [.. Enumerable.Range(0, 3).Select(n =>
            Math.Clamp((seen[3 * n] * rgb[0]) + (seen[(3 * n) + 1] * rgb[1]) + (seen[(3 * n) + 2] * rgb[2]), 0, 1))];
        double x = Root(((0.4124 * eye[0]) + (0.3576 * eye[1]) + (0.1805 * eye[2])) / 0.9505);
        double y = Root((0.2126 * eye[0]) + (0.7152 * eye[1]) + (0.0722 * eye[2]));
        double z = Root(((0.0193 * eye[0]) + (0.1192 * eye[1]) + (0.9505 * eye[2])) / 1.089);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];

        static double Root(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);
        static double Linear(byte part) => part <= 10 ? part / 255.0 / 12.92 : Math.Pow(((part / 255.0) + 0.055) / 1.055, 2.4);
    }
}
