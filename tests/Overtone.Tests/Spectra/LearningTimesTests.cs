using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class LearningTimesTests
{
    [Fact]
    public void Of_several_seeds_the_mean_ratio_counts_and_the_first_step_even_if_it_falls_again()
    {
        var ratios = new[] { (0L, 0.0, 0.0), (10, 0.2, 0.7), (20, 0.4, 0.7), (30, 0.0, 0.1) }
            .SelectMany(at => new[] { (at.Item1, 5.0, at.Item2), (at.Item1, 5.0, at.Item3), (at.Item1, 10.0, 0.1) });
        var times = LearningTimes.Of(ratios, 0.5);
        // Means 0, 0.45, 0.55, 0.05.
        Assert.Equal([(5.0, 20.0), (10.0, double.NaN)], times);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, 1)]
    [InlineData(new[] { 3.0, 2, 1 }, -1)]
    [InlineData(new[] { 2.0, 2, 2 }, 0)]
    [InlineData(new[] { 1.0, 2, double.NaN }, 1)]
    [InlineData(new[] { double.NaN, double.NaN, double.NaN }, double.NaN)]
    public void Order_is_a_rank_correlation_in_which_what_is_never_learned_comes_last(double[] steps, double expected) =>
        Assert.Equal(expected, RankOrder.Of([.. steps.Select((step, n) => (n + 1.0, step))]), 1e-12);

    [Fact]
    public void Delay_compares_the_highest_with_the_second_lowest()
    {
        Assert.Equal(5, LearningTimes.Delay([(1, 1), (2, 4), (3, 20)], last: 100), 1e-12);
        Assert.Equal(25, LearningTimes.Delay([(1, 1), (2, 4), (3, double.NaN)], last: 100), 1e-12);
    }
}
