namespace Overtone.Studies.Findings;

/// <summary>On which side of its threshold a claim's statistic must lie.</summary>
public enum Direction
{
    /// <summary>The statistic must be the threshold or more.</summary>
    AtLeast,

    /// <summary>The statistic must be the threshold or less.</summary>
    AtMost,
}

/// <summary>Why a statistic is judged.</summary>
public enum ClaimRole
{
    /// <summary>The source says it holds.</summary>
    Claim,

    /// <summary>
    /// An identity or an inequality that holds by algebra, or a theorem that a computation must agree with: it tests the instrument, shows
    /// nothing about networks, and is never counted among the claims.
    /// </summary>
    Check,

    /// <summary>A setting in which the rule is known to break: reported beside the claims, never counted among them.</summary>
    NegativeControl,
}

/// <summary>
/// What a source says, as a statistic with a threshold. Everything that could turn the verdict is fixed here, before any trial runs:
/// the replicate, how many there are, the direction, the threshold, and the rivals with their margins.
/// </summary>
public sealed record Claim
{
    /// <summary>A short name, in kebab-case, unique within its study.</summary>
    public required string Id { get; init; }

    /// <summary>The claim in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Paper and figure, table or theorem.</summary>
    public required string Source { get; init; }

    /// <summary>What the value of one replicate is.</summary>
    public required string Statistic { get; init; }

    /// <summary>The threshold, in the statistic's unit.</summary>
    public required double Threshold { get; init; }

    /// <summary>On which side of the threshold the statistic must lie.</summary>
    public required Direction Direction { get; init; }

    /// <summary>
    /// What varies from replicate to replicate (<c>seed</c>, <c>image</c>, <c>draw</c>); null for a check, which has one value.
    /// </summary>
    public string? Replicate { get; init; }

    /// <summary>How many replicates the paper's preset has. Ignored for a check.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>Whether a value is 1 or 0 and their share is judged; else it is their median.</summary>
    public bool IsShare { get; init; }

    /// <summary>What it is measured against; none for checks and controls.</summary>
    public IReadOnlyList<Rival> Rivals { get; init; } = [];

    /// <summary>The source's own number with its mark, for example <c>0.62 (digitised)</c>; null when it gives none.</summary>
    public string? Published { get; init; }

    /// <summary>
    /// The same in the statistic's unit, where it is one number: an interval that holds it and the threshold is too wide to tell.
    /// </summary>
    public double? PublishedValue { get; init; }

    /// <summary>
    /// From how many replicates on its verdict stands, where that is known to take more than the usual preset has: with fewer it fell
    /// differently in more than one of ten runs on other seeds, and says so. 0 where no number is known to be too small.
    /// </summary>
    public int StableFrom { get; init; }

    /// <summary>Whether this is a claim, a check or a negative control.</summary>
    public ClaimRole Role { get; init; } = ClaimRole.Claim;

    /// <summary>Judges the claim on its replicates' values; see <see cref="Verdict"/> for the rule.</summary>
    /// <param name="values">One value a replicate; NaN where it was never reached, which counts at the unfavourable end.</param>
    /// <param name="rivals">The values of each rival, replicate by replicate, in the order of <see cref="Rivals"/>; one value alone is
    /// that of every replicate.</param>
    /// <param name="reduction">What a reduced preset left out; null at full size.</param>
    /// <exception cref="ArgumentException">There is no value, a check has several, or rivals don't match.</exception>
    public JudgedClaim Judge(
        IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<double>>? rivals = null, string? reduction = null) =>
        VerdictRule.Judge(this, values, rivals ?? [], reduction);
}
