using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using SkiaSharp;

namespace Overtone.Reports.Tests.Panels;

public class ImageDrawingTests
{
    [Fact]
    public void Row_0_is_at_the_top_and_brightness_follows_the_value()
    {
        Table table = Samples.Pixels()
            .Add("one", 0, 0, 0.0).Add("one", 0, 1, 1.0).Add("one", 1, 0, 0.5).Add("one", 1, 1, 2.0)
            .Build();
        Figure figure = Samples.Of("images", Samples.ImagePanel with { Value = new Axis("value", "value", Minimum: 0, Maximum: 1) });
        SKRect area = new FigureComposer(figure, [table]).DataAreas[0];
        using var picture = new Picture(FigureRenderer.Png(figure, [table]));

        Assert.Equal(new SKColor(0, 0, 0), picture.At(area.Left + 20, area.Top + 20));
        Assert.Equal(new SKColor(255, 255, 255), picture.At(area.Left + 120, area.Top + 20));
        Assert.Equal(new SKColor(128, 128, 128), picture.At(area.Left + 20, area.Top + 120));
        Assert.Equal(new SKColor(255, 255, 255), picture.At(area.Left + 120, area.Top + 120));
    }

    [Fact]
    public void Images_in_colour_take_red_green_and_blue_from_three_columns()
    {
        Column[] places = [Column.Text("name"), Column.Integer("row"), Column.Integer("column")];
        Table table = new TableBuilder("images", [.. places, Column.Number("r"), Column.Number("g"), Column.Number("b")])
            .Add("one", 0, 0, 1.0, 0.0, 0.0).Add("one", 0, 1, 0.0, 1.0, 0.2)
            .Add("one", 1, 0, 0.2, 0.4, 2.0).Add("one", 1, 1, -1.0, 0.0, 0.0)
            .Build();
        Figure figure = Samples.Of("images", Samples.ImagePanel with
        {
            Value = new Axis("r", "value", Minimum: 0, Maximum: 1),
            Colour = new GreenAndBlue("g", "b"),
        });
        SKRect area = new FigureComposer(figure, [table]).DataAreas[0];
        using var picture = new Picture(FigureRenderer.Png(figure, [table]));

        Assert.Equal(new SKColor(255, 0, 0), picture.At(area.Left + 20, area.Top + 20));
        Assert.Equal(new SKColor(0, 255, 51), picture.At(area.Left + 120, area.Top + 20));
        Assert.Equal(new SKColor(51, 102, 255), picture.At(area.Left + 20, area.Top + 120));
        Assert.Equal(new SKColor(0, 0, 0), picture.At(area.Left + 120, area.Top + 120));
    }

    [Fact]
    public void A_pixel_without_a_place_is_told()
    {
        Table table = Samples.Pixels().Add("one", -1, 0, 0.0).Build();
        Figure figure = Samples.Of("images", Samples.ImagePanel);
        var thrown = Assert.Throws<ArgumentException>(() => FigureRenderer.Png(figure, [table]));
        Assert.Contains("-1", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_images_fit_the_width()
    {
        TableBuilder builder = Samples.Pixels();
        for (int image = 0; image < 40; image++)
            builder.Add($"{image}", 0, 0, image).Add($"{image}", 1, 1, image);
        var composer = new FigureComposer(Samples.Of("images", Samples.ImagePanel), [builder.Build()]);
        Assert.InRange(composer.Height, 300, 900);
    }
}
