using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class FixedWidthProportionTests
{
    [Theory]
    [InlineData(9000, 1000, 0.05)]
    [InlineData(1000, 1000, 0.05)]
    [InlineData(300, 120, 0.1)]
    public void Looks_rise_and_the_interval_is_narrow_wherever_drawing_stops(int population, int available, double halfWidth)
    {
        var plan = FixedWidthProportion.Of(population, available, halfWidth);
        Assert.Equal(plan.Looks.Distinct().Order(), plan.Looks);
        Assert.InRange(plan.Looks[^1], 1, available);
        foreach (var draws in plan.Looks)
        {
            foreach (var errors in Enumerable.Range(0, draws + 1).Where(errors => plan.IsDone(draws, errors)))
            {
                var (low, high) = plan.Interval(draws, errors);
                Assert.InRange((high - low) / 2, 0, halfWidth + 1e-12);
                Assert.InRange((double)errors / draws, low - 1e-12, high + 1e-12);
            }
        }

        Assert.All(Enumerable.Range(0, plan.Looks[^1] + 1), errors => Assert.True(plan.IsDone(plan.Looks[^1], errors)));
    }

    [Theory]
    [InlineData(200, 200, 0.1)]
    [InlineData(450, 50, 0.1)]
    [InlineData(900, 100, 0.05)]
    public void No_share_is_missed_in_more_than_one_case_of_twenty(int population, int available, double halfWidth)
    {
        var plan = FixedWidthProportion.Of(population, available, halfWidth);
        var misses = Enumerable.Range(0, population + 1).Select(plan.Miss).ToArray();
        Assert.All(misses, miss => Assert.InRange(miss, 0, 0.05 + 1e-9));
        // Some share needs all of it, or the intervals would be wider than they have to be.
        Assert.InRange(misses.Max(), 0.03, 0.05 + 1e-9);
    }

    [Fact]
    public void Misses_are_as_frequent_as_computed()
    {
        const int Population = 300, Marked = 120, Draws = 20_000;
        var plan = FixedWidthProportion.Of(Population, 150, 0.1);
        var random = new Random(1);
        var members = Enumerable.Range(0, Population).ToArray();
        var missed = Enumerable.Range(0, Draws).Count(_ =>
        {
            random.Shuffle(members);
            var stop = plan.Looks.First(look => plan.IsDone(look, members.Take(look).Count(n => n < Marked)));
            var (low, high) = plan.Interval(stop, members.Take(stop).Count(n => n < Marked));
            return (double)Marked / Population < low - 1e-12 || (double)Marked / Population > high + 1e-12;
        });
        var expected = plan.Miss(Marked);
        Assert.InRange(missed / (double)Draws - expected, -0.007, 0.007);
    }

    [Fact]
    public void Having_drawn_all_that_can_be_drawn_is_no_certainty_unless_it_is_the_population()
    {
        var pairs = FixedWidthProportion.Of(180, 20, 0.01);
        var images = FixedWidthProportion.Of(20, 20, 0.01);
        Assert.Equal((20, 20), (pairs.Looks[^1], images.Looks[^1]));
        Assert.All(Enumerable.Range(0, 21), errors =>
        {
            var (low, high) = pairs.Interval(20, errors);
            Assert.InRange(high - low, 0.1, 1);
            Assert.Equal((errors / 20.0, errors / 20.0), images.Interval(20, errors));
        });
    }

    [Fact]
    public void Shares_near_zero_and_one_take_a_seventh_of_those_near_one_half()
    {
        var plan = FixedWidthProportion.Of(9000, 1000, 0.05);
        Assert.InRange(plan.Looks[0], 1, plan.Looks[^1] / 7);
        Assert.True(plan.IsDone(plan.Looks[0], 0));
        Assert.True(plan.IsDone(plan.Looks[0], plan.Looks[0]));
        Assert.False(plan.IsDone(plan.Looks[0], plan.Looks[0] / 2));
        // The normal approximation of a draw of fixed size takes 369; looking ten times adds less than a tenth.
        Assert.InRange(plan.Looks[^1], 369, 400);
    }

    [Theory]
    [InlineData(10, 0, 0.1)]
    [InlineData(10, 11, 0.1)]
    [InlineData(10, 10, 0)]
    public void What_cannot_be_drawn_is_refused(int population, int available, double halfWidth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FixedWidthProportion.Of(population, available, halfWidth));
}
