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
/// <param name="Estimate">The mean over the replicates that count, or the statistic of their mean curve; NaN when there is none.</param>
/// <param name="Lower">The lower end of the 95 % bootstrap interval; the estimate itself for an identity.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Values">One value a replicate, NaN where it was never reached; of a claim about a mean curve, the statistic of each
/// replicate's own.</param>
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

        double[] counted =
            [.. values.Select(v => double.IsNaN(v) ? claim.NeverReachedCountsAs ?? double.NaN : v).Where(v => !double.IsNaN(v))];
        (double estimate, double lower, double upper) = claim.Replicate is null
            ? (values[0], values[0], values[0])
            : BootstrapInterval.OfMean(counted);
        int missing = values.Count(double.IsNaN);
        (Verdict verdict, string reason) = claim.Replicate is not null && values.Count >= FewestReplicates && missing * 2 > values.Count
            ? (Verdict.Inconclusive, $"never reached in {missing} of {values.Count} replicates")
            : Decide(claim, values.Count, estimate, lower, upper);
        return new JudgedClaim(claim, verdict, reason, estimate, lower, upper, [.. values], reduction);
    }

    internal static JudgedClaim FromCurves(Claim claim, IReadOnlyList<double[]> curves, Func<double[], double> statistic, string? reduction)
    {
        if (curves.Count == 0 || curves.Any(curve => curve.Length != curves[0].Length))
            throw new ArgumentException($"Claim '{claim.Id}' has curves of {string.Join(", ", curves.Select(c => c.Length).Distinct())} "
                + "values; expected one curve or more, all of the same length.", nameof(curves));
        if (claim.Replicate is null)
            throw new ArgumentException($"Claim '{claim.Id}' is an identity, which has one value and no curves.", nameof(claim));
        (double estimate, double lower, double upper) = BootstrapInterval.OfMeanCurve(curves, statistic);
        (Verdict verdict, string reason) = Decide(claim, curves.Count, estimate, lower, upper);
        return new JudgedClaim(claim, verdict, reason, estimate, lower, upper, [.. curves.Select(statistic)], reduction);
    }

    private static (Verdict Verdict, string Reason) Decide(Claim claim, int count, double estimate, double lower, double upper)
    {
        if (claim.Replicate is not null && count < FewestReplicates)
            return (Verdict.Inconclusive, $"{count} replicates ({claim.Replicate}); at least {FewestReplicates} are needed");
        if (double.IsNaN(estimate))
            return (Verdict.Inconclusive, "no value");

        bool atLeast = claim.Direction == Direction.AtLeast;
        if (atLeast ? lower >= claim.Threshold : upper <= claim.Threshold)
            return (Verdict.Supported, claim.Replicate is null ? "exact comparison" : $"the interval lies {(atLeast ? "above" : "below")} "
                + "the threshold");
        if (atLeast ? upper < claim.Threshold : lower > claim.Threshold)
            return (
                Verdict.NotSupported,
                claim.Replicate is null ? "exact comparison" : $"the interval lies {(atLeast ? "below" : "above")} the threshold");
        return (Verdict.Inconclusive, "the interval contains the threshold");
    }
}
