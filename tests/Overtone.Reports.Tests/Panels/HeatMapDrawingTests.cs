using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using SkiaSharp;

namespace Overtone.Reports.Tests.Panels;

public class HeatMapDrawingTests
{
    private static readonly HeatMapPanel Panel = new()
    {
        Table = "cells",
        X = new Axis("x", "x"),
        Y = new Axis("y", "y"),
        Value = new Axis("value", "value", Minimum: 0, Maximum: 10),
    };

    /// <summary>The colours at the centres of all cells, by (place in y from the bottom, place in x).</summary>
    private static SKColor[,] Colours(HeatMapPanel panel, Table table, int rows, int columns)
    {
        Figure figure = Samples.Of("map", panel);
        SKRect area = new FigureComposer(figure, [table]).DataAreas[0];
        using var picture = new Picture(FigureRenderer.Png(figure, [table]));
        var colours = new SKColor[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            double y = area.Bottom - ((row + 0.5) * area.Height / rows);
            for (int column = 0; column < columns; column++)
                colours[row, column] = picture.At(area.Left + ((column + 0.5) * area.Width / columns), y);
        }

        return colours;
    }

    private static Table Cells(params (int X, int Y, double Value)[] cells)
    {
        var builder = new TableBuilder("cells", Column.Integer("x"), Column.Integer("y"), Column.Number("value"));
        foreach ((int x, int y, double value) in cells)
            builder.Add(x, y, value);
        return builder.Build();
    }

    private static ColourScale Scale(bool lowIsWarm = false) => new(new AxisScale(0, 10, Logarithmic: false), lowIsWarm);

    [Fact]
    public void Cells_stand_in_order_of_x_to_the_right_and_y_upwards()
    {
        SKColor[,] colours = Colours(Panel, Cells((30, -5, 1), (10, 7, 2), (30, 7, 3), (10, -5, 4), (20, 7, 5), (20, -5, 6)), 2, 3);
        double[,] expected = { { 4, 6, 1 }, { 2, 5, 3 } };
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 3; column++)
                Assert.Equal(Scale().Of(expected[row, column]), colours[row, column]);
        }
    }

    [Fact]
    public void Colours_follow_the_values_from_blue_to_red_and_the_other_way_where_low_is_warm()
    {
        Table table = Cells([.. Enumerable.Range(0, 11).Select(value => (value, 0, (double)value))]);
        SKColor[,] usual = Colours(Panel, table, 1, 11), reversed = Colours(Panel with { LowIsWarm = true }, table, 1, 11);
        for (int place = 0; place < 11; place++)
            Assert.Equal(usual[0, place], reversed[0, 10 - place]);
        Assert.All(Enumerable.Range(1, 10), place => Assert.True(Scale().PlaceOf(usual[0, place]) > Scale().PlaceOf(usual[0, place - 1])));
    }

    [Fact]
    public void Replicates_are_averaged() =>
        Assert.Equal(Scale().Of(4), Colours(Panel, Cells((0, 0, 2), (0, 0, 6), (1, 0, 9)), 1, 2)[0, 0]);

    [Fact]
    public void Values_beyond_the_range_take_the_ends_colours()
    {
        SKColor[,] colours = Colours(Panel, Cells((0, 0, -99), (1, 0, 5), (2, 0, 99)), 1, 3);
        Assert.Equal(Scale().At(0), colours[0, 0]);
        Assert.Equal(Scale().At(1), colours[0, 2]);
    }

    [Fact]
    public void A_cell_without_a_value_is_grey()
    {
        SKColor gap = Colours(Panel, Cells((0, 0, double.NaN), (1, 0, 5), (2, 0, 9)), 1, 3)[0, 0];
        Assert.True(gap == Theme.NoValue || gap == Theme.NoValueStripe);
        Figure figure = Samples.Of("map", Panel);
        Assert.Contains("no value", FigureRenderer.Svg(figure, [Cells((0, 0, double.NaN), (1, 0, 5))]), StringComparison.Ordinal);
        Assert.DoesNotContain("no value", FigureRenderer.Svg(figure, [Cells((0, 0, 1), (1, 0, 5))]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_is_missing_from_the_table_is_grey_too()
    {
        SKColor gap = Colours(Panel, Cells((0, 0, 1), (1, 1, 5)), 2, 2)[1, 0];
        Assert.True(gap == Theme.NoValue || gap == Theme.NoValueStripe);
    }

    [Fact]
    public void A_logarithmic_value_axis_spreads_colours_by_magnitude()
    {
        HeatMapPanel panel = Panel with { Value = new Axis("value", "value", Logarithmic: true, 1e-4, 1) };
        SKColor[,] colours = Colours(panel, Cells((0, 0, 1e-4), (1, 0, 1e-2), (2, 0, 1)), 1, 3);
        Assert.Equal(Scale().At(0.5), colours[0, 1]);
    }

    [Fact]
    public void A_frequency_plane_has_square_cells()
    {
        Table table = Cells([.. from x in Enumerable.Range(-4, 9) from y in Enumerable.Range(-4, 9) select (x, y, (double)(x * x))]);
        SKRect area = HeatMapSquare(table);
        Assert.Equal(area.Width, area.Height);

        static SKRect HeatMapSquare(Table table) =>
            Reports.Panels.HeatMapDrawing.Square(new FigureComposer(Samples.Of("plane", Panel, Panel), [table]).DataAreas[0]);
    }

    [Fact]
    public void Maps_with_the_same_colours_share_one_key()
    {
        Table table = Cells((0, 0, 1), (1, 0, 5));
        Assert.Equal(2, Keys(Samples.Of("shared", Labelled("the key"), Labelled("another"))));
        Assert.Equal(1, Keys(Samples.Of("shared", Labelled("the key"), Labelled("the key"))));

        static HeatMapPanel Labelled(string label) => Panel with { Value = Panel.Value with { Label = label } };

        int Keys(Figure figure)
        {
            string svg = FigureRenderer.Svg(figure, [table]);
            return svg.Split("the key").Length - 1 + svg.Split("another").Length - 1;
        }
    }
}
