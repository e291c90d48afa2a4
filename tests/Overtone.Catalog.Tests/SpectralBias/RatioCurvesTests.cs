using Overtone.Catalog.SpectralBias;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SpectralBias;

public class RatioCurvesTests
{
    [Fact]
    public void Rows_in_any_order_become_a_curve_for_each_network()
    {
        var table = new TableBuilder("spectra", Column.Integer("seed"), Column.Integer("step"), Column.Number("frequency"), Column.Number("ratio"));
        foreach (var (seed, step) in (ReadOnlySpan<(int, int)>)[(2, 20), (1, 10), (2, 10), (1, 20)])
        {
            table.Add(seed, step, 5.0, (seed * step) + 0.5);
            table.Add(seed, step, 1.0, seed * step / 10.0);
            // Averaged with the first row of its cell.
            table.Add(seed, step, 5.0, (seed * step) - 0.5);
        }

        var curves = new RatioCurves(table.Build().Rows, r => r.Integer("step"));
        Assert.Equal([10, 20], curves.Places);
        Assert.Equal([1, 5], curves.Frequencies);
        Assert.Equal([[1, 10, 2, 20], [2, 20, 4, 40]], curves.BySeed);
        Assert.Equal([(1, 20), (5, 10)], curves.First(curves.BySeed[0], ratio => ratio >= 2));
        Assert.True(double.IsNaN(curves.First(curves.BySeed[0], ratio => ratio > 30)[0].Place));
        Assert.Equal(18, curves.LargestRise(curves.BySeed[0], _ => true, firstFrequency: 0));
        Assert.Equal(9, curves.LargestRise(curves.BySeed[0], step => step < 15, firstFrequency: 0));
        Assert.True(double.IsNaN(curves.LargestRise(curves.BySeed[0], _ => false, firstFrequency: 0)));
    }
}
