namespace Overtone.Studies.Findings;

/// <summary>
/// The outcome of a claim. It is read from the 95 % bootstrap interval of the mean over replicates.
/// </summary>
public enum Verdict
{
    /// <summary>The whole interval lies on the claimed side of the threshold.</summary>
    Supported,

    /// <summary>The whole interval lies on the other side.</summary>
    NotSupported,

    /// <summary>The interval holds the threshold, or there are fewer than six replicates, or more than half were never reached.</summary>
    Inconclusive,
}

/// <summary>A claim with what was measured and the verdict.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">Why, in a few words.</param>
/// <param name="Estimate">The mean over the replicates that count; NaN when none does.</param>
/// <param name="Lower">The lower end of the 95 % bootstrap interval; the estimate itself for an identity.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Values">One value a replicate, NaN where it was never reached.</param>
/// <param name="Reduction">What a reduced preset left out: then the verdict is on the reduced experiment, not on the paper's.</param>
public sealed record JudgedClaim(
    Claim Claim,
    Verdict Verdict,
    string Reason,
    double Estimate,
    double Lower,
    double Upper,
    IReadOnlyList<double> Values,
    string? Reduction)
{
    /// <summary>The fewest random replicates on which anything is decided.</summary>
    public const int FewestReplicates = 6;

    /// <summary>How many replicates never reached the value that the statistic needs.</summary>
    public int NeverReached => Values.Count(double.IsNaN);

    internal static JudgedClaim From(Claim claim, IReadOnlyList<double> values, string? reduction)
    {
        if (values.Count == 0)
            throw new ArgumentException($"Claim '{claim.Id}' has no value to judge.", nameof(values));
        if (claim.Replicate is null && values.Count > 1)
            throw new ArgumentException($"Claim '{claim.Id}' is an identity, which has one value, not {values.Count}.", nameof(values));

        double[] counted = [.. values.Select(v => double.IsNaN(v) ? claim.NeverReachedCountsAs ?? double.NaN : v).Where(v => !double.IsNaN(v))];
        (double estimate, double lower, double upper) = claim.Replicate is null
            ? (values[0], values[0], values[0])
            : BootstrapInterval.OfMean(counted);
        (Verdict verdict, string reason) = Decide(claim, values, estimate, lower, upper);
        return new JudgedClaim(claim, verdict, reason, estimate, lower, upper, [.. values], reduction);
    }

    private static (Verdict Verdict, string Reason) Decide(Claim claim, IReadOnlyList<double> values, double estimate, double lower, double upper)
    {
        int missing = values.Count(double.IsNaN);
        if (claim.Replicate is not null && values.Count < FewestReplicates)
            return (Verdict.Inconclusive, $"{values.Count} replicates ({claim.Replicate}); at least {FewestReplicates} are needed");
        if (missing * 2 > values.Count)
            return (Verdict.Inconclusive, $"never reached in {missing} of {values.Count} replicates");
        if (double.IsNaN(estimate))
            return (Verdict.Inconclusive, "no value");

        bool atLeast = claim.Direction == Direction.AtLeast;
        if (atLeast ? lower >= claim.Threshold : upper <= claim.Threshold)
            return (Verdict.Supported, claim.Replicate is null ? "exact comparison" : $"the interval lies {(atLeast ? "above" : "below")} the threshold");
        if (atLeast ? upper < claim.Threshold : lower > claim.Threshold)
            return (Verdict.NotSupported, claim.Replicate is null ? "exact comparison" : $"the interval lies {(atLeast ? "below" : "above")} the threshold");
        return (Verdict.Inconclusive, "the interval holds the threshold");
    }
}
