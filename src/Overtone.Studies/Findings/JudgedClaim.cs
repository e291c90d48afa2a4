namespace Overtone.Studies.Findings;

/// <summary>
/// The outcome of a claim. It is read from two 95 % intervals: that of the median over replicates, against the threshold, and that of the
/// median difference from each rival, against its margin. See <see cref="VerdictRule"/>.
/// </summary>
public enum Verdict
{
    /// <summary>The whole interval lies on the claimed side of the threshold, and every rival is told apart.</summary>
    Supported,

    /// <summary>
    /// The whole interval lies on the other side of the threshold, and every rival is told apart, or does better by more than its margin.
    /// </summary>
    NotSupported,

    /// <summary>A rival without the claimed mechanism scores as well, or none was named: whatever was found, it shows nothing.</summary>
    DoesNotDiscriminate,

    /// <summary>The interval holds the threshold, or there are fewer than six replicates.</summary>
    Inconclusive,
}

/// <summary>A claim with what was measured and the verdict.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">Why, in a few words.</param>
/// <param name="Estimate">The median over replicates, or the share of them; infinite where it was mostly never reached.</param>
/// <param name="Lower">The lower end of its 95 % interval; the value itself for a check.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Values">One value a replicate, NaN where it was never reached.</param>
/// <param name="Rivals">What it was measured against, in the claim's order.</param>
/// <param name="Reduction">What a reduced preset left out: then the verdict is on the reduced experiment, not on the paper's.</param>
public sealed record JudgedClaim(
    Claim Claim,
    Verdict Verdict,
    string Reason,
    double Estimate,
    double Lower,
    double Upper,
    IReadOnlyList<double> Values,
    IReadOnlyList<JudgedRival> Rivals,
    string? Reduction)
{
    /// <summary>
    /// The verdict in words: <c>supported</c>, <c>not supported</c>, <c>does not discriminate</c> or <c>inconclusive</c>; of a check,
    /// <c>holds</c> or <c>fails</c>.
    /// </summary>
    public string VerdictText => (Verdict, Claim.Role) switch
    {
        (Verdict.Supported, ClaimRole.Check) => "holds",
        (Verdict.NotSupported, ClaimRole.Check) => "fails",
        _ => VerdictRule.Spell(Verdict),
    };

    /// <summary>How many replicates never reached the value that the statistic needs.</summary>
    public int NeverReached => Values.Count(double.IsNaN);

    /// <summary>
    /// The rival that decides: one that is not told apart, if any, and else the one whose difference is nearest to its margin; null where
    /// there is none.
    /// </summary>
    public JudgedRival? DecidingRival => VerdictRule.Deciding(Claim, Rivals);

    /// <summary>
    /// How likely chance alone makes it supported: the probability that its interval lies beyond a threshold that is the truth; 0 where
    /// nothing random decides, or too little. Rivals only lower it.
    /// </summary>
    public double SupportedByChance =>
        Claim.Role == ClaimRole.Claim && Claim.Replicate is not null && Values.Count >= VerdictRule.FewestReplicates
            ? Claim.IsShare ? VerdictRule.Missed / 2 : (1 - MedianInterval.Coverage(Values.Count)) / 2
            : 0;
}
