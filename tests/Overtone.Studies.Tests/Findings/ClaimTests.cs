using CsCheck;
using Overtone.Studies.Findings;

namespace Overtone.Studies.Tests.Findings;

public class ClaimTests
{
    private static readonly double[] Zero = [0];

    private static Claim AtLeast(double threshold, string? replicate = "seed", double? margin = 0.1) => new()
    {
        Id = "claim",
        Statement = "It holds",
        Source = "none",
        Statistic = "value",
        Threshold = threshold,
        Direction = Direction.AtLeast,
        Replicate = replicate,
        Replicates = 10,
        Rivals = margin is { } m ? [new Rival("the rival", m)] : [],
        Role = replicate is null ? ClaimRole.Check : ClaimRole.Claim,
    };

    private static JudgedClaim Judge(double threshold, double[] values, params double[] rival) =>
        AtLeast(threshold).Judge(values, [rival.Length == 0 ? Zero : rival]);

    [Fact]
    public void An_interval_wholly_beyond_the_threshold_supports_when_the_rival_fails() =>
        Assert.Equal(Verdict.Supported, Judge(0.8, [0.9, 0.95, 1, 0.92, 0.88, 0.97]).Verdict);

    [Fact]
    public void An_interval_wholly_short_of_it_does_not() =>
        Assert.Equal(Verdict.NotSupported, Judge(0.8, [0.4, 0.2, 0.3, 0.4, 0.2, 0.4]).Verdict);

    [Fact]
    public void An_interval_that_holds_it_is_inconclusive_and_too_wide_when_it_holds_the_sources_number_too()
    {
        double[] values = [0.5, 1.1, 0.6, 1, 0.7, 0.9];
        var wide = Judge(0.8, values);
        Assert.Equal((Verdict.Inconclusive, "the interval contains the threshold"), (wide.Verdict, wide.Reason));
        var published = AtLeast(0.8) with { PublishedValue = 1 };
        Assert.StartsWith("too small to tell", published.Judge(values, [Zero]).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("too small", (published with { PublishedValue = 2 }).Judge(values, [Zero]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_than_six_replicates_decide_nothing() =>
        Assert.Equal(Verdict.Inconclusive, Judge(0.8, [1, 1, 1, 1, 1]).Verdict);

    [Theory]
    [InlineData(0, false)]
    [InlineData(6, false)]
    [InlineData(60, true)]
    public void A_verdict_that_is_known_to_turn_with_so_few_replicates_says_so(int stableFrom, bool isSaid)
    {
        var claim = AtLeast(0.8) with { StableFrom = stableFrom };
        Assert.Equal(
            isSaid,
            claim.Judge([1, 1, 1, 1, 1, 1], [Zero]).Reason.EndsWith(
                "; turns with the seeds with fewer than 60 of them: needs --preset thorough", StringComparison.Ordinal));
        Assert.DoesNotContain("turns", claim.Judge([1, 1, 1, 1, 1], [Zero]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_never_reached_count_at_the_unfavourable_end()
    {
        double[] values = [1, 1, 1, 1, 1, double.NaN];
        var least = Judge(0.8, values);
        Assert.Equal(
            (1, double.NegativeInfinity, Verdict.DoesNotDiscriminate, 1),
            (least.Estimate, least.Lower, least.Verdict, least.NeverReached));
        var most = (AtLeast(1.2) with { Direction = Direction.AtMost }).Judge(values, [[2.0]]);
        Assert.Equal((double.PositiveInfinity, Verdict.DoesNotDiscriminate), (most.Upper, most.Verdict));
        Assert.Equal(Verdict.NotSupported, Judge(0.8, [.. Enumerable.Repeat(double.NaN, 6)], -1, 1, 1, 1, 1, 1).Verdict);
    }

    [Fact]
    public void A_check_is_compared_exactly_and_has_one_value_and_no_rival()
    {
        Claim check = AtLeast(1, replicate: null, margin: null);
        Assert.Equal(("holds", 0.0), (check.Judge([1]).VerdictText, check.Judge([1]).SupportedByChance));
        Assert.Equal("fails", check.Judge([0.999]).VerdictText);
        Assert.Throws<ArgumentException>(() => check.Judge([1, 1]));
    }

    [Fact]
    public void A_claim_whose_rival_passes_shows_nothing_whatever_its_own_verdict()
    {
        double[] values = [0.95, 0.96, 0.97, 0.98, 0.99, 1];
        var judged = Judge(0.8, values, 0.81);
        Assert.Equal((Verdict.DoesNotDiscriminate, "does not discriminate"), (judged.Verdict, judged.VerdictText));
        Assert.Equal("the rival passes too; alone it would be supported", judged.Reason);
        Assert.False(judged.Rivals.Single().IsTold);
        Assert.Equal(
            "the rival is not told apart; alone it would be not supported", Judge(0.8, [0.1, 0.2, 0.3, 0.1, 0.2, 0.4], 0.2).Reason);
    }

    [Fact]
    public void Differences_are_taken_replicate_by_replicate()
    {
        // The rival's values overlap the claim's, but each is smaller than its own partner by a half.
        double[] values = [0.8, 1, 1.2, 1.4, 1.6, 1.8], rival = [.. values.Select(v => v - 0.5)];
        var judged = AtLeast(0.81).Judge([.. values.Select(v => v + 0.1)], [rival]);
        Assert.Equal(0.6, judged.Rivals.Single().Lower, 1e-12);
        Assert.Equal(0.6, judged.Rivals.Single().Upper, 1e-12);
    }

    [Fact]
    public void Short_of_the_threshold_and_of_the_rival_is_a_finding_against_the_claim()
    {
        var judged = Judge(0.8, [0.4, 0.45, 0.5, 0.42, 0.38, 0.47], 0.9);
        Assert.Equal((Verdict.NotSupported, "short of the threshold, and the rival does better"),
            (judged.Verdict, judged.Reason));
        Assert.Equal(Verdict.DoesNotDiscriminate, Judge(0.8, [0.9, 0.95, 1, 0.92, 0.88, 0.97], 1.5).Verdict);
    }

    [Fact]
    public void Of_several_rivals_each_must_be_told_apart_and_the_one_that_decides_is_shown()
    {
        var claim = AtLeast(0.8) with { Rivals = [new Rival("far", 0.1), new Rival("near", 0.1)] };
        double[] values = [0.9, 0.95, 1, 0.92, 0.88, 0.97];
        Assert.Equal(Verdict.Supported, claim.Judge(values, [[0], [0.5]]).Verdict);
        var judged = claim.Judge(values, [[0], [0.85]]);
        Assert.Equal((Verdict.DoesNotDiscriminate, "near"), (judged.Verdict, judged.DecidingRival!.Rival.Name));
    }

    [Fact]
    public void A_claim_without_a_rival_shows_nothing()
    {
        double[] ones = [1, 1, 1, 1, 1, 1];
        Assert.Equal("no rival was named; alone it would be supported", AtLeast(0.8, margin: null).Judge(ones).Reason);
        var control = AtLeast(0.8, margin: null) with { Role = ClaimRole.NegativeControl };
        Assert.Equal((Verdict.Supported, 0.0), (control.Judge(ones).Verdict, control.Judge(ones).SupportedByChance));
    }

    [Fact]
    public void A_share_is_judged_exactly()
    {
        var share = AtLeast(0.8) with { IsShare = true };
        Assert.Equal(Verdict.Inconclusive, share.Judge([.. Enumerable.Repeat(1.0, 16)], [Zero]).Verdict);
        Assert.Equal(Verdict.Supported, share.Judge([.. Enumerable.Repeat(1.0, 17)], [Zero]).Verdict);
        Assert.Equal(0.25, share.Judge([1, 0, 0, 0, 1, 0, 0, 0], [Zero]).Estimate);
        Assert.Throws<ArgumentException>(() => share.Judge([0.5, 1, 1, 1, 1, 1], [Zero]));
    }

    [Fact]
    public void Rivals_that_do_not_match_are_refused()
    {
        double[] ones = [1, 1, 1, 1, 1, 1];
        Assert.Throws<ArgumentException>(() => AtLeast(0.8).Judge(ones));
        Assert.Throws<ArgumentException>(() => AtLeast(0.8).Judge(ones, [[1, 2]]));
        Assert.Throws<ArgumentException>(() => AtLeast(0.8).Judge([], [Zero]));
    }

    [Fact]
    public void Turning_everything_around_turns_the_verdict_around() => Gen.Double[-2, 2].Array[6, 12].Sample(
        values =>
        {
            const double Threshold = 0.0123;
            var claim = AtLeast(Threshold);
            var turned = claim with { Threshold = -Threshold, Direction = Direction.AtMost };
            Assert.Equal(claim.Judge(values, [[-0.5]]).Verdict, turned.Judge([.. values.Select(v => -v)], [[0.5]]).Verdict);
        },
        iter: 100, threads: 1);

    /// <summary>Without an effect the rule supports a claim about as often as it says: the threshold is the truth.</summary>
    [Fact]
    public void Chance_supports_as_often_as_is_said()
    {
        var random = new Random(1);
        var judged = Enumerable.Range(0, 4000)
            .Select(_ => Judge(0, [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble() - 0.5)], -9)).ToArray();
        Assert.Equal(1 / 64.0, judged[0].SupportedByChance, 1e-12);
        Assert.InRange(judged.Count(j => j.Verdict == Verdict.Supported) / 4000.0, 1 / 64.0 - 0.006, 1 / 64.0 + 0.006);
    }
}
