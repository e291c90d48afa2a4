using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using SkiaSharp;

namespace Overtone.Reports.Tests.Panels;

public class BarDrawingTests
{
    private static readonly BarPanel Panel = new()
    {
        Table = "bars",
        Category = "category",
        Series = "series",
        Y = new Axis("y", "y", Minimum: 0, Maximum: 100),
    };

    private static readonly Table Bars = new TableBuilder("bars", Column.Text("category"), Column.Text("series"), Column.Number("y"))
        .Add("left", "a", 40).Add("left", "a", 60).Add("left", "b", 90).Add("right", "a", 20).Add("right", "b", double.NaN)
        .Build();

    [Theory]
    [InlineData(0, 0, 0.3, true)]
    [InlineData(0, 0, 0.55, false)]
    [InlineData(0, 0, 0.7, false)]
    [InlineData(0, 1, 0.8, true)]
    [InlineData(1, 0, 0.15, true)]
    [InlineData(1, 0, 0.3, false)]
    [InlineData(1, 1, 0.05, false)]
    public void A_bar_reaches_from_zero_to_the_mean(int category, int series, double up, bool expected)
    {
        Figure figure = Samples.Of("bars", Panel);
        SKRect area = new FigureComposer(figure, [Bars]).DataAreas[0];
        using var picture = new Picture(FigureRenderer.Png(figure, [Bars]));

        // Off the bar's middle, where the whisker stands.
        double across = (category + 0.5 + ((series - 0.5) * 0.39) + 0.1) / 2;
        SKColor colour = SeriesColours.For(2, ordered: false)[series];
        SKColor found = picture.At(area.Left + (across * area.Width), area.Bottom - (up * area.Height));
        Assert.Equal(expected, Picture.Distance(found, colour) < 12);
    }

    [Fact]
    public void A_whisker_spans_the_range()
    {
        Figure figure = Samples.Of("bars", Panel);
        SKRect area = new FigureComposer(figure, [Bars]).DataAreas[0];
        using var picture = new Picture(FigureRenderer.Png(figure, [Bars]));
        double middle = area.Left + ((0.5 - 0.195) / 2 * area.Width);
        Assert.True(picture.IsNear(middle, area.Bottom - (0.57 * area.Height), Theme.Text, 1));
        Assert.False(picture.IsNear(middle, area.Bottom - (0.63 * area.Height), Theme.Text, 1));
    }

    [Fact]
    public void Every_category_and_series_is_named()
    {
        string svg = FigureRenderer.Svg(Samples.Of("bars", Panel), [Bars]);
        Assert.All((string[])["left", "right", "a", "b"], name => Assert.Contains($"\t{name}\n", svg, StringComparison.Ordinal));
    }
}
