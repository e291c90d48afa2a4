using Overtone.Studies.Findings;

namespace Overtone.Studies.Tests.Findings;

public class ProportionIntervalTests
{
    /// <summary>Numbers of an independent implementation (SciPy's binomtest, method exact).</summary>
    [Theory]
    [InlineData(8, 10, 0.4439045, 0.9747893)]
    [InlineData(0, 10, 0, 0.3084971)]
    [InlineData(17, 17, 0.8049357, 1)]
    public void It_is_the_exact_one(int successes, int count, double low, double high)
    {
        var interval = ProportionInterval.Of(successes, count);
        Assert.Equal(low, interval.Low, 1e-6);
        Assert.Equal(high, interval.High, 1e-6);
    }

    [Fact]
    public void Thresholds_need_as_many_replicates_as_is_said()
    {
        Assert.True(ProportionInterval.Of(16, 16).Low < 0.8 && ProportionInterval.Of(17, 17).Low >= 0.8);
        Assert.True(ProportionInterval.Of(35, 35).Low < 0.9 && ProportionInterval.Of(36, 36).Low >= 0.9);
    }

    [Fact]
    public void It_covers_every_proportion_at_least_as_often_as_it_says()
    {
        foreach (double p in new[] { 0.05, 0.3, 0.5, 0.8, 0.95 })
        {
            double covered = Enumerable.Range(0, 11).Where(k => ProportionInterval.Of(k, 10) is var i && i.Low <= p && p <= i.High)
                .Sum(k => MathNet.Numerics.Distributions.Binomial.PMF(p, 10, k));
            Assert.InRange(covered, 0.95, 1);
        }
    }

    [Fact]
    public void Counts_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionInterval.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionInterval.Of(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionInterval.Of(-1, 2));
    }
}
