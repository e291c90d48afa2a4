using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class RatioCurvesTests
{
    [Fact]
    public void Rows_in_any_order_become_a_curve_for_each_network()
    {
        var ratios = new List<(long, double, double, double)>();
        foreach (var (seed, step) in (ReadOnlySpan<(int, int)>)[(2, 20), (1, 10), (2, 10), (1, 20)])
        {
            ratios.Add((seed, step, 5.0, (seed * step) + 0.5));
            ratios.Add((seed, step, 1.0, seed * step / 10.0));
            // Averaged with the first row of its cell.
            ratios.Add((seed, step, 5.0, (seed * step) - 0.5));
        }

        var curves = new RatioCurves(ratios);
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
