using Overtone.Studies.Findings;

namespace Overtone.Studies.Tests.Findings;

public sealed class MedianIntervalTests
{
    // Tables of the sign test: the ranks, counted from 1, and 1 - 2 P(X < rank) of the binomial distribution.
    [Theory]
    [InlineData(6, 1, 0.96875)]
    [InlineData(8, 1, 0.9921875)]
    [InlineData(9, 2, 0.9609375)]
    [InlineData(12, 3, 0.96142578125)]
    [InlineData(20, 6, 0.9586105346679688)]
    [InlineData(100, 40, 0.9647998)]
    public void It_lies_between_the_ranks_of_the_sign_test(int count, int rank, double coverage)
    {
        double[] values = [.. Enumerable.Range(1, count).Select(n => (double)n).OrderBy(n => n * 7 % 101)];
        Assert.Equal(((count + 1) / 2.0, rank, count + 1 - rank), MedianInterval.Of(values));
        Assert.Equal(coverage, MedianInterval.Coverage(count), 1e-6);
    }

    [Fact]
    public void Fewer_than_six_values_have_none()
    {
        Assert.Null(MedianInterval.Of([1, 2, 3, 4, 5]));
        Assert.Equal(0, MedianInterval.Coverage(5));
        Assert.Null(MedianInterval.Of([]));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(25)]
    public void It_covers_the_median_of_a_skewed_distribution_as_often_as_it_says(int count)
    {
        const int Draws = 20_000;
        var random = new Random(1);
        int covered = Enumerable.Range(0, Draws).Count(_ =>
        {
            // The median of minus the logarithm of a uniform number is that of two.
            double[] values = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(-Math.Log(1 - random.NextDouble()), 3))];
            var (_, low, high) = MedianInterval.Of(values)!.Value;
            return low <= Math.Pow(Math.Log(2), 3) && Math.Pow(Math.Log(2), 3) <= high;
        });
        Assert.Equal(MedianInterval.Coverage(count), (double)covered / Draws, 0.005);
    }
}
