using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using Overtone.Reports.Panels;
using Overtone.Studies.Findings;
using SkiaSharp;

namespace Overtone.Reports.Tests.Panels;

public class PolygonDrawingTests
{
    private static readonly Figure Figure = Samples.Of("polygons", Samples.PolygonPanel);

    // The sample is a square of side 4, cut along its falling diagonal: 1 below, 3 above.
    [Theory]
    [InlineData(0.2, 0.2, 1)]
    [InlineData(0.45, 0.45, 1)]
    [InlineData(0.55, 0.55, 3)]
    [InlineData(0.9, 0.9, 3)]
    public void A_polygon_is_filled_with_the_colour_of_its_value(double right, double up, double value)
    {
        SKRect area = ColouredDrawing.Square(new FigureComposer(Figure, Samples.Tables).DataAreas[0]);
        using var picture = new Picture(FigureRenderer.Png(Figure, Samples.Tables));
        var colours = new ColourScale(new AxisScale(1, 3, Logarithmic: false), LowIsWarm: false);
        SKColor found = picture.At(area.Left + (right * area.Width), area.Bottom - (up * area.Height));
        Assert.InRange(Picture.Distance(found, colours.Of(value)!.Value), 0, 6);
    }

    [Fact]
    public void Neighbours_are_parted_by_an_outline()
    {
        SKRect area = ColouredDrawing.Square(new FigureComposer(Figure, Samples.Tables).DataAreas[0]);
        using var picture = new Picture(FigureRenderer.Png(Figure, Samples.Tables));
        var colours = new ColourScale(new AxisScale(1, 3, Logarithmic: false), LowIsWarm: false);
        SKColor[] across = [.. Enumerable.Range(-8, 17).Select(n => picture.At(area.MidX + (n / 4.0), area.MidY))];
        Assert.Contains(across, c => Picture.Distance(c, colours.Of(1)!.Value) > 30 && Picture.Distance(c, colours.Of(3)!.Value) > 30);
    }

    [Fact]
    public void The_key_names_the_value() =>
        Assert.Contains("height", FigureRenderer.Svg(Figure, Samples.Tables), StringComparison.Ordinal);
}
