using Overtone.Studies.Findings;

namespace Overtone.Hosting.Stability;

/// <summary>How often each verdict on one claim came out over all sets of seeds.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Role">Whether it is a claim or a negative control.</param>
/// <param name="Statement">The claim in one sentence.</param>
/// <param name="Counts">How many sets gave each verdict, by the names and in the order of all verdicts.</param>
internal sealed record ClaimStability(string Id, string Role, string Statement, IReadOnlyDictionary<string, int> Counts)
{
    private const double Tolerated = 0.1;

    private static readonly string[] Verdicts =
        [.. Enum.GetValues<Verdict>().Select(verdict => VerdictRule.KeyOf(VerdictRule.Spell(verdict)))];

    /// <summary>The verdict that came out most often; of several, the first in the order of all.</summary>
    public string MostFrequent { get; } = Counts.MaxBy(count => count.Value).Key;

    /// <summary>How many sets gave another verdict.</summary>
    public int Turned => Judged - Counts[MostFrequent];

    /// <summary>How many sets judged the claim.</summary>
    public int Judged => Counts.Values.Sum();

    /// <summary>The share of sets that gave another verdict than the most frequent.</summary>
    public double DifferingShare => (double)Turned / Judged;

    /// <summary>What may settle the verdict; null where it turns in a tenth of the sets at most, or where nothing is known to.</summary>
    public string? Needs { get; private init; }

    /// <summary>Counts the verdicts of all sets, claim by claim.</summary>
    /// <param name="sets">What was found with each set.</param>
    /// <param name="remedy">What a claim needs that turns; null where nothing is known to help.</param>
    public static IReadOnlyList<ClaimStability> Of(IReadOnlyList<SetVerdicts> sets, string? remedy) =>
        [.. sets.SelectMany(set => set.Claims).GroupBy(claim => claim.Id, (_, judged) => Of([.. judged], remedy))];

    private static ClaimStability Of(IReadOnlyList<SetClaim> judged, string? remedy)
    {
        var counts = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (string verdict in Verdicts.Union(judged.Select(claim => claim.Verdict)))
            counts.Add(verdict, judged.Count(claim => claim.Verdict == verdict));
        var stability = new ClaimStability(judged[0].Id, judged[0].Role, judged[0].Statement, counts);
        return stability with { Needs = stability.DifferingShare > Tolerated ? remedy : null };
    }
}
