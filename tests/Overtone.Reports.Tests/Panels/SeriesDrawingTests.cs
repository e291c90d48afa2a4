using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using SkiaSharp;

namespace Overtone.Reports.Tests.Panels;

public class SeriesDrawingTests
{
    private static readonly SKColor First = SeriesColours.For(1, ordered: false)[0];

    private static readonly SeriesPanel Panel = new()
    {
        Table = "points",
        X = new Axis("x", "x", Minimum: 0, Maximum: 10),
        Y = new Axis("y", "y", Minimum: 0, Maximum: 100),
    };

    private static Table Points(params (double X, double Y)[] points)
    {
        var builder = new TableBuilder("points", Column.Number("x"), Column.Number("y"));
        foreach ((double x, double y) in points)
            builder.Add(x, y);
        return builder.Build();
    }

    /// <summary>Whether the first series' colour shows at a place given as shares of the data area, from its lower left corner.</summary>
    private static bool Shows(SeriesPanel panel, Table table, double across, double up, SKColor? colour = null)
    {
        Figure figure = Samples.Of("series", panel);
        SKRect area = new FigureComposer(figure, [table]).DataAreas[0];
        using var picture = new Picture(FigureRenderer.Png(figure, [table]));
        return picture.IsNear(area.Left + (across * area.Width), area.Bottom - (up * area.Height), colour ?? First, reach: 1.5);
    }

    [Theory]
    [InlineData(0.1, 0.1, true)]
    [InlineData(0.5, 0.5, true)]
    [InlineData(0.8, 0.8, true)]
    [InlineData(0.3, 0.7, false)]
    [InlineData(0.7, 0.3, false)]
    public void A_line_runs_through_its_points(double across, double up, bool expected) =>
        Assert.Equal(expected, Shows(Panel, Points((9, 90), (1, 10)), across, up));

    [Fact]
    public void Points_alone_are_not_joined()
    {
        SeriesPanel points = Panel with { Style = SeriesStyle.Points };
        Assert.True(Shows(points, Points((2, 20), (8, 80)), 0.2, 0.2));
        Assert.False(Shows(points, Points((2, 20), (8, 80)), 0.5, 0.5));
    }

    [Fact]
    public void One_series_of_points_stands_among_lines()
    {
        var builder = new TableBuilder("points", Column.Text("of"), Column.Number("x"), Column.Number("y"));
        foreach ((string of, double x, double y) in new[] { ("fit", 1.0, 90.0), ("fit", 9, 90), ("samples", 2, 20), ("samples", 8, 20) })
            builder.Add(of, x, y);
        SeriesPanel panel = Panel with { Series = "of", PointSeries = ["samples"] };
        IReadOnlyList<SKColor> colours = SeriesColours.For(2, ordered: false);
        Assert.True(Shows(panel, builder.Build(), 0.5, 0.9, colours[0]));
        Assert.True(Shows(panel, builder.Build(), 0.2, 0.2, colours[1]));
        Assert.False(Shows(panel, builder.Build(), 0.5, 0.2, colours[1]));
    }

    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0.45, false)]
    [InlineData(0.8, true)]
    public void NaN_is_a_gap(double across, bool expected) =>
        Assert.Equal(expected, Shows(Panel, Points((1, 50), (3, 50), (5, double.NaN), (7, 50), (9, 50)), across, 0.5));

    [Fact]
    public void A_point_between_gaps_is_marked() =>
        Assert.True(Shows(Panel, Points((1, double.NaN), (5, 50), (9, double.NaN)), 0.5, 0.5));

    [Fact]
    public void A_logarithmic_axis_spaces_by_magnitude()
    {
        SeriesPanel logarithmic = Panel with
        {
            X = new Axis("x", "x", Logarithmic: true, 1, 100),
            Y = new Axis("y", "y", Logarithmic: true, 1, 1e4),
        };
        Assert.True(Shows(logarithmic, Points((1, 1), (10, 100), (100, 1e4)), 0.5, 0.5));
    }

    [Fact]
    public void The_line_is_the_mean_over_replicates_and_the_band_their_range()
    {
        var builder = new TableBuilder("points", Column.Number("x"), Column.Number("y"), Column.Integer("seed"));
        foreach (double x in (double[])[1, 9])
            builder.Add(x, 30, 0).Add(x, 40, 1).Add(x, 80, 2);
        Table table = builder.Build();
        SeriesPanel replicated = Panel with { Replicate = "seed" };

        Assert.True(Shows(replicated, table, 0.53, 0.5));
        Assert.True(IsBand(0.35));
        Assert.True(IsBand(0.75));
        Assert.False(IsBand(0.25));
        Assert.False(IsBand(0.85));

        bool IsBand(double up)
        {
            Figure figure = Samples.Of("series", replicated);
            SKRect area = new FigureComposer(figure, [table]).DataAreas[0];
            using var picture = new Picture(FigureRenderer.Png(figure, [table]));
            SKColor colour = picture.At(area.Left + (0.53 * area.Width), area.Bottom - (up * area.Height));
            return colour.Blue - colour.Red > 20;
        }
    }

    [Fact]
    public void Reference_lines_cross_the_panel()
    {
        SeriesPanel panel = Panel with { ReferenceLines = [new ReferenceLine(70, "level"), new ReferenceLine(4, "", Vertical: true)] };
        Table table = Points((1, 10), (9, 10));
        Assert.Contains(Enumerable.Range(0, 12), step => Shows(panel, table, 0.6 + (step * 0.002), 0.7, Theme.Reference));
        Assert.Contains(Enumerable.Range(0, 12), step => Shows(panel, table, 0.4, 0.6 + (step * 0.002), Theme.Reference));
    }

    [Fact]
    public void The_legend_names_series_and_labelled_reference_lines()
    {
        SeriesPanel panel = Samples.SeriesPanel with { ReferenceLines = [new ReferenceLine(0.1, "named"), new ReferenceLine(0.2, "")] };
        string svg = FigureRenderer.Svg(Samples.Of("series", panel), Samples.Tables);
        Assert.Contains("named", svg, StringComparison.Ordinal);
        Assert.Contains("frequency k", svg, StringComparison.Ordinal);
    }
}
