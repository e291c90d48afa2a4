using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using SkiaSharp;

namespace Overtone.Reports.Tests.Panels;

public class ImageGridDrawingTests
{
    private static readonly ImagePanel Panel = Samples.ImagePanel with
    {
        GridRow = "animal",
        Note = "answer",
        Value = new Axis("value", "value", Minimum: 0, Maximum: 1),
    };

    [Fact]
    public void Rows_and_columns_stand_where_their_names_say_whatever_the_order_of_the_table()
    {
        // Brightness tells the place: rows cat and dog, columns clean and noisy.
        Table table = Builder()
            .Add("cat", "clean", "cat", 0, 0, 0.0).Add("dog", "noisy", "cat", 0, 0, 1.0)
            .Add("dog", "clean", "dog", 0, 0, 0.6).Add("cat", "noisy", "dog", 0, 0, 0.2)
            .Build();
        Figure figure = Samples.Of("images", Panel);
        SKRect area = new FigureComposer(figure, [table]).DataAreas[0];
        using var picture = new Picture(FigureRenderer.Png(figure, [table]));
        float lower = area.Bottom - 50, upper = lower - 160, second = area.Left + 230;

        Assert.Equal(new SKColor(0, 0, 0), picture.At(area.Left + 75, upper));
        Assert.Equal(new SKColor(51, 51, 51), picture.At(second, upper));
        Assert.Equal(new SKColor(153, 153, 153), picture.At(area.Left + 75, lower));
        Assert.Equal(new SKColor(255, 255, 255), picture.At(second, lower));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_pixel_is_a_square_of_whole_device_pixels(int columns)
    {
        const int Side = 31;
        TableBuilder builder = Builder();
        for (int image = 0; image < columns; image++)
        {
            for (int pixel = 0; pixel < Side * Side; pixel++)
                builder.Add("cat", $"picture {image}", "cat", pixel / Side, pixel % Side, (pixel / Side + (pixel % Side)) % 2);
        }

        Table table = builder.Build();
        Figure figure = Samples.Of("images", Panel);
        SKRect area = new FigureComposer(figure, [table]).DataAreas[0];
        using var picture = new Picture(FigureRenderer.Png(figure, [table]));
        // A line of the first picture: alternating runs of one length.
        float y = area.Bottom - 40;
        SKColor[] line = [.. Enumerable.Range(0, 120).Select(x => picture.At(area.Left + 2 + (x / 2f), y))];
        int[] changes = [.. Enumerable.Range(1, line.Length - 1).Where(x => line[x] != line[x - 1])];
        Assert.Single(changes.Zip(changes.Skip(1), (a, b) => b - a).Distinct());
    }

    [Fact]
    public void No_images_are_said_to_be_none() =>
        Assert.NotEmpty(FigureRenderer.Png(Samples.Of("images", Panel), [Builder().Build()]));

    private static TableBuilder Builder() => new(
        "images",
        Column.Text("animal"),
        Column.Text("name"),
        Column.Text("answer"),
        Column.Integer("row"),
        Column.Integer("column"),
        Column.Number("value"));
}
