using System.Globalization;
using Overtone.Repository;

namespace Overtone.Cli.Tests.Results;

/// <summary>The page of all claims says what the runs that decide found. With OVERTONE_WRITE_DOCS=1 it is written.</summary>
public class ClaimsPageTests
{
    private const string Header = "| claim | statistic [95 %] and threshold | the rival that decides | difference [95 %], margin "
        + "| verdict | of ten | in the source |";

    private readonly WrittenPage _page = new("claims.md");

    [Fact]
    public void The_counts_are_those_of_the_runs()
    {
        int Count(string verdict) => DecidedRuns.Claims.Count(claim => claim.Verdict == verdict);
        _page.Holds("counts",
        [
            string.Create(CultureInfo.InvariantCulture, $"Of {DecidedRuns.Claims.Count} claims {Count("supported")} are supported, ")
            + $"{Count("not supported")} are not, {Count("inconclusive")} are inconclusive, and {Count("does not discriminate")} do not",
            "discriminate: there the rival scores as well. By chance alone at most "
            + string.Create(CultureInfo.InvariantCulture, $"{DecidedRuns.SupportedByChance:0.0} would be supported."),
        ]);
    }

    [Fact]
    public void The_table_is_that_of_the_runs() =>
        _page.Holds("claims", [Header, "|---|---|---|---|---|---|---|", .. DecidedRuns.Claims.Select(Row)]);

    /// <summary>Else it takes more replicates at <c>quick</c>; see <c>ClaimBuilder.StableFrom</c>.</summary>
    [Fact]
    public void A_claim_whose_verdict_turns_with_the_seeds_says_what_it_needs() => Assert.All(
        DecidedRuns.Claims.Where(claim => claim.Turned > 1),
        claim => Assert.True(
            claim.Reason.Contains("needs --preset thorough", StringComparison.Ordinal), $"{claim.Study} {claim.Id}: {claim.Reason}"));

    private static string Row(DecidedClaim claim) =>
        $"| `{claim.Study}` {claim.Id} | {claim.Statistic} {claim.Threshold} | {claim.Rival} | {claim.Difference} | {claim.Verdict} "
        + $"| {claim.OfTen} | {claim.Published} |";
}
