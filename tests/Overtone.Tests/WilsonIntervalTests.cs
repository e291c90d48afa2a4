using CsCheck;

namespace Overtone.Tests;

public class WilsonIntervalTests
{
    // From the closed form with z = 1.96, as statistics packages print it (statsmodels' proportion_confint, method "wilson").
    [Theory]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(412, 500, 0.7882, 0.8549)]
    public void Known_intervals(int successes, int trials, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials);

        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    [Fact]
    public void It_holds_the_rate_lies_in_0_to_1_and_mirrors() => Gen.Select(Gen.Int[1, 2000], Gen.Double[0, 1]).Sample((trials, share) =>
    {
        var successes = (int)(share * trials);
        var (interval, mirrored) = (WilsonInterval.Of(successes, trials), WilsonInterval.Of(trials - successes, trials));
        Assert.InRange((double)successes / trials, interval.Low, interval.High);
        Assert.True(interval.Low >= 0 && interval.High <= 1);
        Assert.Equal(1 - interval.High, mirrored.Low, 1e-12);
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Impossible_counts_are_refused(int successes, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(successes, trials));

    [Fact]
    public void It_reads_in_percent() => Assert.Equal("23.7 to 76.3 %", WilsonInterval.Of(5, 10).ToString());
}
