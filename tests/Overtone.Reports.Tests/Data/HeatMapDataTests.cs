using Overtone.Reports.Data;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Tests.Data;

public class HeatMapDataTests
{
    [Fact]
    public void Cells_are_means_in_ascending_order_of_both_axes()
    {
        var panel = new HeatMapPanel { Table = "t", X = new Axis("x", "x"), Y = new Axis("y", "y"), Value = new Axis("value", "value") };
        Table table = new TableBuilder("t", Column.Number("x"), Column.Integer("y"), Column.Number("value"))
            .Add(0.5, 2, 1.0).Add(-0.5, 2, 2.0).Add(0.5, 2, 3.0).Add(0.5, -2, 7.0).Add(-0.5, -2, double.NaN).Add(double.NaN, 2, 99.0)
            .Build();
        HeatMapData data = HeatMapData.Of(panel, PanelRows.Of(Samples.Of("figure", panel), panel, [table]));

        Assert.Equal([-0.5, 0.5], data.X);
        Assert.Equal([-2, 2], data.Y);
        Assert.Equal(7, data.Cells[0, 1]);
        Assert.Equal(2, data.Cells[1, 0]);
        Assert.Equal(2, data.Cells[1, 1]);
        Assert.True(double.IsNaN(data.Cells[0, 0]));
    }
}
