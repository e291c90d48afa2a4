using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class SequentialProportionTests
{
    [Fact]
    public void Looks_rise_and_the_last_one_is_narrow_whatever_was_seen()
    {
        var plan = new SequentialProportion(1000, 0.05);
        Assert.Equal(plan.Looks.Order(), plan.Looks);
        // 41 % of the sample at most: the demand of a fifth of all passes over 1,024 cells leaves 398 of 1,000 images for each of 514
        // pairs.
        Assert.InRange(plan.Looks[^1], 1, 398);
        Assert.All(Enumerable.Range(0, plan.Looks[^1] + 1), errors => Assert.True(plan.IsNarrow([(plan.Looks[^1], errors)])));
    }

    [Fact]
    public void The_interval_holds_at_all_looks_together_for_any_share()
    {
        const int Population = 500, Draws = 200;
        var plan = new SequentialProportion(Population, 0.06);
        foreach (var share in new[] { 0.0, 0.02, 0.2, 0.5, 0.9, 1.0 })
        {
            var errors = (int)(share * Population);
            var missed = Enumerable.Range(0, Draws).Count(draw =>
            {
                var random = new Random(draw);
                var isError = Enumerable.Range(0, Population).Select(n => n < errors).OrderBy(_ => random.NextDouble()).ToArray();
                var seen = plan.Looks.Select(look => (look, isError.Take(look).Count(e => e))).ToArray();
                return Enumerable.Range(1, seen.Length).Any(looks =>
                {
                    var (low, high) = plan.Interval(seen[..looks]);
                    return (double)errors / Population < low - 1e-12 || (double)errors / Population > high + 1e-12;
                });
            });
            // 5 % of the draws are allowed; four standard errors more would be 22 of 200.
            Assert.InRange(missed, 0, 22);
        }
    }

    [Fact]
    public void After_the_whole_sample_nothing_is_uncertain()
    {
        var plan = new SequentialProportion(20, 0.001);
        Assert.Equal(20, plan.Looks[^1]);
        Assert.Equal((0.35, 0.35), plan.Interval([(20, 7)]));
    }

    [Fact]
    public void Extreme_shares_are_done_early()
    {
        var plan = new SequentialProportion(1000, 0.05);
        Assert.True(plan.IsNarrow([(plan.Looks[0], 0), (plan.Looks[1], 0)]));
        Assert.False(plan.IsNarrow([(plan.Looks[0], plan.Looks[0] / 2)]));
    }
}
