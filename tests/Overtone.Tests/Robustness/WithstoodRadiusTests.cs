using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class WithstoodRadiusTests
{
    [Theory]
    [InlineData(3, 0.1, 0.2, 0.25, 0.5, 0.1)]
    [InlineData(0, 0.26, 0.1, 0.1)]
    [InlineData(4, 0.1, 0.1, 0.1, 0.1)]
    [InlineData(1, 0.25, 0.2501)]
    public void It_is_the_last_ring_before_the_first_that_stands_out(int radius, params double[] errors) =>
        Assert.Equal(radius, WithstoodRadius.Of(errors.Select((error, n) => (n + 1, error)), cleanError: 0.1));

    [Fact]
    public void Rings_may_be_a_stride_apart() =>
        Assert.Equal(16, WithstoodRadius.Of([(8, 0.1), (16, 0.2), (24, 0.9)], cleanError: 0.1));

    [Theory]
    [InlineData(0.75, 10, true)]
    [InlineData(0.79, 10, false)]
    [InlineData(0.79, 1000, true)]
    [InlineData(0.3, 2, true)]
    [InlineData(0.36, 2, false)]
    public void It_means_nothing_where_a_model_that_guesses_would_stay_within(double cleanError, int classes, bool isMeaningful) =>
        Assert.Equal(isMeaningful, WithstoodRadius.IsMeaningful(cleanError, classes));
}
