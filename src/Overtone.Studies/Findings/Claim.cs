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

    /// <summary>A setting in which the rule is known to break: reported beside the claims, never counted among them.</summary>
    NegativeControl,
}

/// <summary>
/// What a source says, as a statistic with a threshold. Everything that could turn the verdict is fixed here, before any trial runs:
/// the replicate, how many there are, the direction, the threshold, and what a value that was never reached counts as.
/// </summary>
public sealed record Claim
{
    /// <summary>A short name, in kebab-case, unique within its study.</summary>
    public required string Id { get; init; }

    /// <summary>The claim in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Paper and figure, table or theorem.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// What the value of one replicate is, and how the values are summed up: their mean, or a statistic of the replicates' mean curve.
    /// </summary>
    public required string Statistic { get; init; }

    /// <summary>The threshold, in the statistic's unit.</summary>
    public required double Threshold { get; init; }

    /// <summary>On which side of the threshold the statistic must lie.</summary>
    public required Direction Direction { get; init; }

    /// <summary>
    /// What varies from replicate to replicate (<c>seed</c>, <c>image</c>, <c>draw</c>); null for an identity, which has one value.
    /// </summary>
    public string? Replicate { get; init; }

    /// <summary>How many replicates decide at full size. Ignored for an identity.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>What a replicate whose value was never reached (NaN) counts as; null leaves it out.</summary>
    public double? NeverReachedCountsAs { get; init; }

    /// <summary>The source's own number with its mark, for example <c>0.62 (digitised)</c>; null when it gives none.</summary>
    public string? Published { get; init; }

    /// <summary>Whether this is a claim or a negative control.</summary>
    public ClaimRole Role { get; init; } = ClaimRole.Claim;

    /// <summary>Judges the claim on its replicates' values; see <see cref="Verdict"/> for the rule.</summary>
    /// <param name="values">One value a replicate; NaN where it was never reached.</param>
    /// <param name="reduction">What a reduced preset left out; null at full size.</param>
    /// <exception cref="ArgumentException">There is no value, or an identity has several.</exception>
    public JudgedClaim Judge(IReadOnlyList<double> values, string? reduction = null) => JudgedClaim.From(this, values, reduction);

    /// <summary>
    /// Judges a claim about a curve that is averaged over replicates, as sources often plot it: the statistic of the mean curve, whose
    /// interval comes from resampling the replicates.
    /// </summary>
    /// <param name="curves">One a replicate, all of one length.</param>
    /// <param name="statistic">Of a mean curve; NaN where there is none.</param>
    /// <param name="reduction">What a reduced preset left out; null at full size.</param>
    /// <exception cref="ArgumentException">There is no curve, they differ in length, or the claim is an identity.</exception>
    public JudgedClaim JudgeMeanCurve(IReadOnlyList<double[]> curves, Func<double[], double> statistic, string? reduction = null) =>
        JudgedClaim.FromCurves(this, curves, statistic, reduction);
}
