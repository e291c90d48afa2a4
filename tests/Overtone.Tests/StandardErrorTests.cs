using MathNet.Numerics.Statistics;

namespace Overtone.Tests;

public class StandardErrorTests
{
    private static readonly double[] Values = [0.3, 1.7, -2, 5, 0.1];

    [Fact]
    public void Of_a_mean_it_is_the_deviation_of_the_sample_by_the_root_of_its_size() => Assert.Equal(
        Values.StandardDeviation() / Math.Sqrt(5), StandardError.OfMean(Values.Sum(), Values.Sum(v => v * v), 5), 1e-14);

    [Fact]
    public void Of_a_share_it_is_that_of_ones_and_zeros()
    {
        double[] ones = [1, 1, 1, 0, 0, 0, 0, 0];
        Assert.Equal(ones.PopulationStandardDeviation() / Math.Sqrt(8), StandardError.OfShare(3 / 8.0, 8), 1e-14);
    }

    [Fact]
    public void One_value_has_none() => Assert.True(double.IsNaN(StandardError.OfMean(3, 9, 1)));

    [Fact]
    public void Rounding_never_makes_it_a_root_of_less_than_zero() => Assert.Equal(0, StandardError.OfMean(0.3, 0.03 - 1e-18, 3), 1e-9);
}
