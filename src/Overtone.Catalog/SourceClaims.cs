using Overtone.Studies.Findings;

namespace Overtone.Catalog;

/// <summary>Judges the claims of one source: what they have in common is said once.</summary>
/// <param name="Source">Paper and figure, table or theorem.</param>
/// <param name="Reduction">What a reduced preset left out; null at full size.</param>
/// <param name="Replicate">What varies from replicate to replicate.</param>
/// <param name="Replicates">How many replicates decide at full size; ignored where there are only identities.</param>
internal sealed record SourceClaims(string Source, string? Reduction, string Replicate = "seed", int Replicates = 1)
{
    /// <summary>A claim about one value.</summary>
    public JudgedClaim Identity(
        string id, string statement, string statistic, double threshold, Direction direction, double value, ClaimRole role = ClaimRole.Claim, string? published = null) =>
        Of(id, statement, statistic, threshold, direction, role, published).Judge([value], Reduction);

    /// <summary>A claim about the mean over replicates, one value each.</summary>
    public JudgedClaim PerReplicate(
        string id, string statement, string statistic, double threshold, Direction direction, IEnumerable<double> values, ClaimRole role = ClaimRole.Claim, string? published = null) =>
        Replicated(id, statement, statistic, threshold, direction, role, published).Judge([.. values], Reduction);

    /// <summary>A claim about a statistic of the curve that is the mean over replicates.</summary>
    public JudgedClaim OfMeanCurve(
        string id, string statement, string statistic, double threshold, Direction direction, IReadOnlyList<double[]> curves, Func<double[], double> value, ClaimRole role = ClaimRole.Claim, string? published = null) =>
        Replicated(id, statement, statistic, threshold, direction, role, published).JudgeMeanCurve(curves, value, Reduction);

    private Claim Replicated(string id, string statement, string statistic, double threshold, Direction direction, ClaimRole role, string? published) =>
        Of(id, statement, statistic, threshold, direction, role, published) with { Replicate = Replicate, Replicates = Replicates };

    private Claim Of(string id, string statement, string statistic, double threshold, Direction direction, ClaimRole role, string? published) => new()
    {
        Id = id,
        Statement = statement,
        Source = Source,
        Statistic = statistic,
        Threshold = threshold,
        Direction = direction,
        Role = role,
        Published = published,
    };
}
