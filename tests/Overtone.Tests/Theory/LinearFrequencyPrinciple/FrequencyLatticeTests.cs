using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class FrequencyLatticeTests
{
    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Each_frequency_of_the_box_is_there_once_or_its_opposite_is(int dimension, int highest)
    {
        const double Period = 4;
        var lattice = new FrequencyLattice(dimension, Period, highest);
        using var frequencies = lattice.Frequencies(0, lattice.Count);
        double[][] rows = [.. frequencies.Numbers().Chunk(dimension)];
        Assert.Equal((Math.Pow((2 * highest) + 1, dimension) + 1) / 2, rows.Length);
        Assert.All(rows[0], value => Assert.Equal(0, value));
        var both = rows.Skip(1).SelectMany(row => new[] { string.Join(' ', row), string.Join(' ', row.Select(v => -v)) }).ToArray();
        Assert.Distinct(both.Select(text => text.Replace("-0 ", "0 ", StringComparison.Ordinal)));
        Assert.All(rows, row => Assert.All(row, value => Assert.InRange(Math.Abs(value), 0, lattice.Cutoff)));
        for (var index = 0; index < rows.Length; index++)
        {
            Assert.Equal(rows[index].Sum(v => v * v * Period * Period), lattice.SquaredNumber(index), 1e-9);
        }
    }

    [Fact]
    public void All_waves_together_are_the_product_of_the_axes_which_the_published_scheme_is_not()
    {
        const int Highest = 5;
        double[] at = [0.13, 0.29];
        static double Axis(double x) => Math.Sin(((2 * Highest) + 1) * Math.PI * x) / Math.Sin(Math.PI * x);
        var lattice = new FrequencyLattice(2, 1, Highest);
        using var frequencies = lattice.Frequencies(0, lattice.Count);
        var waves = frequencies.Numbers().Chunk(2).Select(k => Math.Cos(2 * Math.PI * ((k[0] * at[0]) + (k[1] * at[1]))));
        Assert.Equal(Axis(at[0]) * Axis(at[1]), (2 * waves.Sum()) - 1, 1e-12);

        // cos and sin of k₁x₁ ± k₂x₂ for k₁, k₂ ≥ 0: on the axes both signs are one wave.
        var printed = 0.0;
        for (var k1 = 0; k1 <= Highest; k1++)
        {
            for (var k2 = 0; k2 <= Highest; k2++)
            {
                printed += Math.Cos(2 * Math.PI * ((k1 * at[0]) + (k2 * at[1]))) + Math.Cos(2 * Math.PI * ((k1 * at[0]) - (k2 * at[1])));
            }
        }

        Assert.True(Math.Abs((2 * printed) - 1 - (Axis(at[0]) * Axis(at[1]))) > 0.5);
    }

    [Fact]
    public void Functions_have_the_period_that_is_written_which_is_not_the_published_scripts()
    {
        var samples = Published.FivePoints;
        var (function, _) = LongTimeLimit.Solve(Published.Kernel(samples, 1, 1), samples);
        double period = function.Lattice.Period, x = 0.03;
        Assert.Equal(9, period, 1e-12);
        Assert.Equal(function.At([x])[0], function.At([x + period])[0], 1e-9);
        // Multiplying by 2π twice would repeat it here.
        Assert.True(Math.Abs(function.At([x])[0] - function.At([x + (period / (2 * Math.PI))])[0]) > 0.05);
    }

    [Fact]
    public void A_cutoff_below_the_points_Nyquist_frequency_is_refused()
    {
        // Eleven points over 2: spacing 0.2, Nyquist 2.5.
        var points = SamplePoints.OnLine([.. Enumerable.Range(0, 11).Select(n => 0.2 * n)]);
        Assert.Equal(50, FrequencyLattice.For(points, 2.5).Highest);
        var fault = Assert.Throws<ArgumentException>(() => FrequencyLattice.For(points, 2.4));
        Assert.Contains("The cut-off is 2.4 cycles per unit length; expected at least 2.5", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2.25, SamplePoints.Nyquist(SamplePoints.OnSquare(-1, 1, 10)), 1e-12);
    }

    [Fact]
    public void A_lattice_that_no_memory_holds_is_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => new FrequencyLattice(6, 10, 100));
        Assert.Contains("frequencies; expected at most", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FrequencyLattice(1, 0, 3));
        Assert.Throws<ArgumentException>(() => FrequencyLattice.For(new double[3, 1], 5));
    }
}
