using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class ProportionIntervalTests
{
    // Computed from Wilson's formula by hand with z = 1.959964; 8 of 10 is a textbook case (0.490, 0.943).
    [Theory]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(50, 100, 0.4038, 0.5962)]
    public void Wilsons_interval_is_the_textbooks(int successes, int count, double low, double high)
    {
        var interval = ProportionInterval.Wilson(successes, count);
        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    [Fact]
    public void The_standard_error_is_that_of_independent_images() => Assert.Equal(0.05, ProportionInterval.StandardError(0.5, 100), 1e-12);
}
