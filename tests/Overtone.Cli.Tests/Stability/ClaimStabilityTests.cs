using Overtone.Hosting.Stability;

namespace Overtone.Cli.Tests.Stability;

public class ClaimStabilityTests
{
    private const string Remedy = "--preset thorough";

    [Theory]
    [InlineData(10, 0, 0, null)]
    [InlineData(9, 1, 0.1, null)]
    [InlineData(8, 2, 0.2, Remedy)]
    [InlineData(2, 8, 0.2, Remedy)]
    public void A_claim_turns_where_sets_differ_from_most(int supported, int inconclusive, double share, string? needs)
    {
        ClaimStability claim = Assert.Single(
            ClaimStability.Of([.. Sets("supported", supported), .. Sets("inconclusive", inconclusive)], Remedy));
        Assert.Equal(supported > inconclusive ? "supported" : "inconclusive", claim.MostFrequent);
        string[] names = ["supported", "not_supported", "inconclusive"];
        Assert.Equal([supported, 0, inconclusive], names.Select(name => claim.Counts[name]));
        Assert.Equal((Math.Min(supported, inconclusive), 10), (claim.Turned, claim.Judged));
        Assert.Equal((share, needs), (claim.DifferingShare, claim.Needs));
    }

    [Fact]
    public void Of_two_equally_frequent_verdicts_the_first_is_taken_whichever_set_came_first()
    {
        SetVerdicts[] sets = [.. Sets("not_supported", 2), .. Sets("supported", 2)];
        Assert.Equal("supported", ClaimStability.Of(sets, null)[0].MostFrequent);
        Assert.Equal("supported", ClaimStability.Of([.. sets.Reverse()], null)[0].MostFrequent);
    }

    [Fact]
    public void A_verdict_of_another_name_is_counted_too() =>
        Assert.Equal(1, ClaimStability.Of([.. Sets("supported", 2), .. Sets("withdrawn", 1)], null)[0].Counts["withdrawn"]);

    [Fact]
    public void Claims_keep_their_order_and_one_that_some_sets_do_not_judge_is_counted_where_it_is()
    {
        SetVerdicts[] sets =
        [
            new(null, [], [Claim("b", "supported")]),
            new(null, [], [Claim("a", "supported"), Claim("b", "inconclusive")]),
        ];
        IReadOnlyList<ClaimStability> claims = ClaimStability.Of(sets, null);
        Assert.Equal(["b", "a"], claims.Select(claim => claim.Id));
        Assert.Equal([2, 1], claims.Select(claim => claim.Judged));
    }

    internal static IEnumerable<SetVerdicts> Sets(string verdict, int count) =>
        Enumerable.Repeat(new SetVerdicts(null, [], [Claim("rises", verdict)]), count);

    private static SetClaim Claim(string id, string verdict) => new(id, "claim", $"It {id}", verdict);
}
