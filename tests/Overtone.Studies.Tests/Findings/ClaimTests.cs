using CsCheck;
using Overtone.Studies.Findings;

namespace Overtone.Studies.Tests.Findings;

public class ClaimTests
{
    private static Claim AtLeast(double threshold, string? replicate = "seed") => new()
    {
        Id = "claim",
        Statement = "It holds",
        Source = "none",
        Statistic = "value",
        Threshold = threshold,
        Direction = Direction.AtLeast,
        Replicate = replicate,
        Replicates = 10,
    };

    [Fact]
    public void An_interval_wholly_beyond_the_threshold_supports() =>
        Assert.Equal(Verdict.Supported, AtLeast(0.8).Judge([0.9, 0.95, 1, 0.92, 0.88, 0.97]).Verdict);

    [Fact]
    public void An_interval_wholly_short_of_it_does_not() =>
        Assert.Equal(Verdict.NotSupported, AtLeast(0.8).Judge([0.1, 0.2, 0.3, 0.1, 0.2, 0.4]).Verdict);

    [Fact]
    public void An_interval_that_holds_it_is_inconclusive() =>
        Assert.Equal(Verdict.Inconclusive, AtLeast(0.8).Judge([0.5, 1.1, 0.6, 1, 0.7, 0.9]).Verdict);

    [Fact]
    public void Fewer_than_six_replicates_decide_nothing() =>
        Assert.Equal(Verdict.Inconclusive, AtLeast(0.8).Judge([1, 1, 1, 1, 1]).Verdict);

    [Fact]
    public void More_than_half_never_reached_decides_nothing_whatever_they_count_as()
    {
        double[] values = [1, 1, 1, double.NaN, double.NaN, double.NaN, double.NaN];
        JudgedClaim judged = (AtLeast(0.8) with { NeverReachedCountsAs = 1 }).Judge(values);
        Assert.Equal((Verdict.Inconclusive, 4), (judged.Verdict, judged.NeverReached));
    }

    [Fact]
    public void A_value_never_reached_is_left_out_or_counts_as_was_fixed()
    {
        double[] values = [1, 1, 1, 1, 1, double.NaN];
        Assert.Equal(1, AtLeast(0.8).Judge(values).Estimate);
        Assert.Equal(5.0 / 6, (AtLeast(0.8) with { NeverReachedCountsAs = 0 }).Judge(values).Estimate, 1e-12);
    }

    [Fact]
    public void An_identity_is_compared_exactly_and_has_one_value()
    {
        Assert.Equal(Verdict.Supported, AtLeast(1, replicate: null).Judge([1]).Verdict);
        Assert.Equal(Verdict.NotSupported, AtLeast(1, replicate: null).Judge([0.999]).Verdict);
        Assert.Throws<ArgumentException>(() => AtLeast(1, replicate: null).Judge([1, 1]));
    }

    [Fact]
    public void Turning_the_direction_around_turns_the_verdict_around() => Gen.Double[-2, 2].Array[6, 12].Sample(
        values =>
        {
            // An interval that ends exactly on the threshold supports either direction; the generator likes round numbers.
            const double Threshold = 0.0123;
            JudgedClaim least = AtLeast(Threshold).Judge(values),
                most = (AtLeast(Threshold) with { Direction = Direction.AtMost }).Judge(values);
            Assert.Equal(least.Verdict == Verdict.Supported, most.Verdict == Verdict.NotSupported);
            Assert.Equal(least.Verdict == Verdict.Inconclusive, most.Verdict == Verdict.Inconclusive);
        },
        iter: 40, threads: 1);

    [Fact]
    public void The_interval_holds_the_mean_and_is_the_same_every_time()
    {
        double[] values = [1, 2, 4, 8, 16, 32];
        (double mean, double lower, double upper) = BootstrapInterval.OfMean(values);
        Assert.Equal(10.5, mean);
        Assert.InRange(mean, lower, upper);
        Assert.Equal((mean, lower, upper), BootstrapInterval.OfMean(values));
    }

    [Fact]
    public void The_interval_covers_a_known_mean_about_as_often_as_it_says()
    {
        // Means of 30 uniform numbers: the percentile interval should hold 0.5 in about 95 % of draws.
        var random = new Random(1);
        int covered = Enumerable.Range(0, 200).Count(draw =>
        {
            (double _, double lower, double upper) = BootstrapInterval.OfMean([
                .. Enumerable.Range(0, 30).Select(n => random.NextDouble()),
            ]);
            return lower <= 0.5 && 0.5 <= upper;
        });
        Assert.InRange(covered, 178, 199);
    }

    [Fact]
    public void A_claim_about_a_mean_curve_is_judged_on_resampled_replicates()
    {
        // The largest value of the mean curve: 2 at the first place, though every replicate has a larger one somewhere.
        double[][] curves = [[3, 1, 0], [1, 3, 0], [3, 1, 0], [1, 3, 0], [3, 1, 3], [1, 1, 0]];
        JudgedClaim judged = AtLeast(1).JudgeMeanCurve(curves, mean => mean.Max());
        Assert.Equal((2, Verdict.Supported), (judged.Estimate, judged.Verdict));
        Assert.Equal([3, 3, 3, 3, 3, 1], judged.Values);
        Assert.InRange(judged.Lower, 1, 2);
        Assert.InRange(judged.Upper, 2, 3);
        Assert.Equal(Verdict.Inconclusive, AtLeast(2.1).JudgeMeanCurve(curves, mean => mean.Max()).Verdict);
        Assert.Equal(Verdict.NotSupported, AtLeast(3.1).JudgeMeanCurve(curves, mean => mean.Max()).Verdict);
        Assert.Equal(Verdict.Inconclusive, AtLeast(1).JudgeMeanCurve(curves[..5], mean => mean.Max()).Verdict);
        Assert.Equal(Verdict.Inconclusive, AtLeast(1).JudgeMeanCurve(curves, _ => double.NaN).Verdict);
        Assert.Throws<ArgumentException>(() => AtLeast(1).JudgeMeanCurve([[1, 2], [1]], mean => mean.Max()));
        Assert.Throws<ArgumentException>(() => AtLeast(1, replicate: null).JudgeMeanCurve(curves, mean => mean.Max()));
    }

    [Fact]
    public void The_statistic_of_a_mean_curve_that_is_linear_has_the_interval_of_its_mean()
    {
        double[] values = [1, 2, 4, 8, 16, 32];
        var expected = BootstrapInterval.OfMean(values);
        var found = BootstrapInterval.OfMeanCurve([.. values.Select(v => new[] { v, 7.0 })], curve => curve[0]);
        Assert.Equal(expected.Mean, found.Value, 1e-12);
        Assert.Equal(expected.Lower, found.Lower, 1e-12);
        Assert.Equal(expected.Upper, found.Upper, 1e-12);
    }
}
