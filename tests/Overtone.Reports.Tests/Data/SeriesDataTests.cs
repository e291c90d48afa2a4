using CsCheck;
using Overtone.Reports.Data;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Tests.Data;

public class SeriesDataTests
{
    private static readonly SeriesPanel Panel = new()
    {
        Table = "t",
        X = new Axis("x", "x"),
        Y = new Axis("y", "y"),
        Series = "series",
        Replicate = "seed",
    };

    private static SeriesData Read(SeriesPanel panel, TableBuilder builder) =>
        SeriesData.Of(panel, PanelRows.Of(Samples.Of("figure", panel), panel, [builder.Build()]));

    private static TableBuilder Builder(ColumnType series = ColumnType.Integer) =>
        new("t", Column.Integer("x"), new Column("series", series), Column.Integer("seed"), Column.Number("y"));

    [Fact]
    public void Mean_and_range_are_over_the_rows_that_share_series_and_x() => Gen.Double[-100, 100].Array[2, 8].Sample(values =>
    {
        TableBuilder builder = Builder().Add(7, 2, 0, 1234.0).Add(8, 1, 0, 5678.0);
        for (int seed = 0; seed < values.Length; seed++)
            builder.Add(7, 1, seed, values[seed]);

        SeriesData data = Read(Panel, builder);
        MeanRange point = data.Lines[0].Points[0].Y;
        Assert.Equal(values.Average(), point.Mean, 9);
        Assert.Equal(values.Min(), point.Low);
        Assert.Equal(values.Max(), point.High);
        Assert.Equal(values.Length, point.Count);
        Assert.Equal([7.0, 8.0], data.Lines[0].Points.Select(p => p.X));
    });

    [Fact]
    public void Numbers_are_in_order_and_names_in_order_of_appearance()
    {
        Assert.Equal(["2", "10"], Read(Panel, Builder().Add(1, 10, 0, 0.0).Add(1, 2, 0, 0.0)).Lines.Select(l => l.Label));
        Assert.Equal(["b", "a"], Read(Panel, Builder(ColumnType.Text).Add(1, "b", 0, 0.0).Add(1, "a", 0, 0.0)).Lines.Select(l => l.Label));
    }

    [Fact]
    public void A_replicate_without_a_value_is_left_out_and_a_point_without_any_is_a_gap()
    {
        SeriesData data = Read(Panel, Builder().Add(1, 1, 0, 4.0).Add(1, 1, 1, double.NaN).Add(2, 1, 0, double.NaN));
        Assert.Equal(4, data.Lines[0].Points[0].Y.Mean);
        Assert.True(double.IsNaN(data.Lines[0].Points[1].Y.Mean));
    }

    [Fact]
    public void Without_replicates_every_row_is_a_point()
    {
        SeriesData data = Read(Panel with { Replicate = null }, Builder().Add(1, 1, 0, 1.0).Add(1, 1, 0, 2.0));
        Assert.Equal([1.0, 2.0], data.Lines[0].Points.Select(p => p.Y.Mean));
    }

    [Fact]
    public void Only_rows_that_fulfil_all_conditions_are_read()
    {
        SeriesPanel filtered = Panel with { Where = [new Where("series", "1"), new Where("seed", "0")] };
        SeriesData data = Read(filtered, Builder().Add(1, 1, 0, 1.0).Add(1, 1, 1, 5.0).Add(1, 2, 0, 7.0));
        Assert.Equal(1, Assert.Single(Assert.Single(data.Lines).Points).Y.Mean);
    }
}
