using System.Globalization;
using Overtone.Catalog;
using Overtone.Repository;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;

namespace Overtone.Cli.Tests.Results;

/// <summary>
/// The page that says what stands behind each study's numbers: what was computed twice, and what the runs that decide found. With
/// OVERTONE_WRITE_DOCS=1 its tables are written; the doubts below them are written by hand.
/// </summary>
public class IsItRightPageTests
{
    private readonly WrittenPage _page = new("is-it-right.md");

    public static TheoryData<string> Studies =>
        [.. StudyCatalog.All.Where(study => study.Independent is not null).Select(study => study.Id)];

    [Theory]
    [MemberData(nameof(Studies))]
    public void A_study_has_what_was_computed_twice_and_what_it_found(string id)
    {
        Study study = StudyCatalog.All.Single(study => study.Id == id);
        _page.Holds(id, [.. Computed(study.Independent!), .. Found([.. DecidedRuns.Claims.Where(claim => claim.Study == id)])]);
    }

    private static IEnumerable<string> Computed(IndependentScript script) =>
    [
        "| computed twice | independently by | digits |",
        "|---|---|---|",
        .. script.Computations.Select(c => $"| {c.Quantity} | {c.Method} | ≥ {c.Digits} |"),
    ];

    private static IEnumerable<string> Found(IReadOnlyList<DecidedClaim> claims) => claims.Count == 0 ? [] :
    [
        "",
        "| claim | Overtone | its rival | in the source | verdict | of ten |",
        "|---|---|---|---|---|---|",
        .. claims.Select(claim =>
            $"| {claim.Id} | {claim.Statistic} {claim.Threshold} | {claim.Rival} | {claim.Published} | {claim.Verdict} | {claim.OfTen} |"),
        "",
        $"Coverage of the intervals: {string.Join(", ", claims.Select(claim => claim.Values).Distinct().Order().Select(Coverage))}.",
        .. DecidedRuns.ReductionOf(claims[0].Study) is { } reduction
            ? new[] { "", $"Less than the source's experiment: {reduction}." } : [],
    ];

    private static string Coverage(int values) => values == 1
        ? "exact, nothing is drawn"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * MedianInterval.Coverage(values):0.0} % ({values} values)");
}
