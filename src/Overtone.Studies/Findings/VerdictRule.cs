
namespace Overtone.Studies.Findings;

/// <summary>
/// How claims are judged. A claim is supported if its statistic passes the threshold and no rival does as well: with few replicates a
/// median is the only average whose interval covers whatever the distribution is, so medians are judged, and shares exactly.
/// </summary>
public static class VerdictRule
{
    /// <summary>
    /// The rule's version, kept in <c>verdicts.json</c>: verdicts of different versions don't compare. 1 judged bootstrap intervals of
    /// means, without rivals; 2 judges medians and rivals.
    /// </summary>
    public const int Version = 2;

    /// <summary>
    /// The fewest random replicates on which anything is decided: no interval of five covers a median 95 times in a hundred.
    /// </summary>
    public const int FewestReplicates = 6;

    // How often a 95 % interval misses.
    internal const double Missed = 0.05;

    internal static JudgedClaim Judge(
        Claim claim, IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<double>> rivals, string? reduction)
    {
        Require(claim, values, rivals);
        double[] counted = Counted(claim, values);
        (double estimate, double lower, double upper) = Interval(claim, counted);
        JudgedRival[] judged = [.. claim.Rivals.Zip(rivals, (rival, own) => Judge(claim, rival, counted, own))];
        (Verdict verdict, string reason) = Decide(claim, values.Count, estimate, lower, upper, judged);
        if (values.Count >= FewestReplicates && values.Count < claim.StableFrom)
            reason += $"; turns with the seeds with fewer than {claim.StableFrom} of them: needs --preset thorough";
        return new JudgedClaim(claim, verdict, reason, estimate, lower, upper, [.. values], judged, reduction);
    }

    internal static string Spell(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "supported",
        Verdict.NotSupported => "not supported",
        Verdict.DoesNotDiscriminate => "does not discriminate",
        _ => "inconclusive",
    };

    // A verdict's words as files for other programs spell them.
    internal static string KeyOf(string words) => words.Replace(' ', '_');

    // Those that are not told apart before others, and of these the one whose difference is nearest to its margin.
    internal static JudgedRival? Deciding(Claim claim, IReadOnlyList<JudgedRival> rivals) => rivals.OrderBy(r => r.IsTold)
        .ThenBy(r => (claim.Direction == Direction.AtLeast ? r.Lower : -r.Upper) - r.Rival.Margin).FirstOrDefault();

    private static void Require(Claim claim, IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<double>> rivals)
    {
        if (values.Count == 0)
            throw new ArgumentException($"Claim '{claim.Id}' has no value to judge.", nameof(values));
        if (claim.Replicate is null && values.Count > 1)
            throw new ArgumentException($"'{claim.Id}' is a check, which has one value, not {values.Count}.", nameof(values));
        if (claim.IsShare && values.Any(v => v is not (0 or 1)))
            throw new ArgumentException($"Claim '{claim.Id}' is about a share, so its values must be 0 or 1.", nameof(values));
        if (rivals.Count != claim.Rivals.Count || rivals.Any(own => own.Count != 1 && own.Count != values.Count))
            throw new ArgumentException($"Claim '{claim.Id}' has {values.Count} values and {claim.Rivals.Count} rivals, but rivals' values "
                + $"number {string.Join(", ", rivals.Select(own => own.Count).DefaultIfEmpty())}.", nameof(rivals));
    }

    // A value never reached counts at the unfavourable end: left out, it would make a claim of the few that were reached.
    private static double[] Counted(Claim claim, IReadOnlyList<double> values) => claim.Replicate is null
        ? [.. values]
        : [.. values.Select(v => !double.IsNaN(v) ? v : claim.Direction == Direction.AtLeast
            ? double.NegativeInfinity
            : double.PositiveInfinity)];

    private static (double Value, double Lower, double Upper) Interval(Claim claim, double[] counted)
    {
        if (claim.Replicate is null)
            return (counted[0], counted[0], counted[0]);
        if (claim.IsShare)
            return ProportionInterval.Of(counted.Count(v => v == 1), counted.Length);
        return MedianInterval.Of(counted) ?? (MedianInterval.Median(counted), double.NaN, double.NaN);
    }

    private static JudgedRival Judge(Claim claim, Rival rival, double[] counted, IReadOnlyList<double> values)
    {
        double[] own = Counted(claim, [.. counted.Select((_, n) => values[values.Count == 1 ? 0 : n])]);
        // Two that were never reached don't differ.
        double[] differences = [.. counted.Zip(own, (v, r) => v.Equals(r) ? 0 : v - r)];
        (double difference, double lower, double upper) =
            MedianInterval.Of(differences) ?? (MedianInterval.Median(differences), double.NaN, double.NaN);
        double estimate = claim.IsShare ? own.Average() : MedianInterval.Median(own);
        bool isTold = claim.Direction == Direction.AtLeast
            ? lower >= rival.Margin && estimate < claim.Threshold
            : upper <= -rival.Margin && estimate > claim.Threshold;
        return new JudgedRival(rival, estimate, difference, lower, upper, isTold, [.. values]);
    }

    private static (Verdict Verdict, string Reason) Decide(
        Claim claim, int count, double estimate, double lower, double upper, JudgedRival[] rivals)
    {
        if (claim.Replicate is not null && count < FewestReplicates)
            return (Verdict.Inconclusive, $"{count} {(count == 1 ? claim.Replicate : claim.Replicate + "s")}; at least {FewestReplicates} "
                + "are needed");
        if (double.IsNaN(estimate))
            return (Verdict.Inconclusive, "no value");
        (Verdict verdict, string reason) = AgainstThreshold(claim, lower, upper);
        if (claim.Role != ClaimRole.Claim)
            return (verdict, reason);
        string alone = $"alone it would be {Spell(verdict)}";
        if (rivals.Length == 0)
            return (Verdict.DoesNotDiscriminate, $"no rival was named; {alone}");
        if (Deciding(claim, rivals) is { IsTold: false } rival)
        {
            bool isBetter = claim.Direction == Direction.AtLeast ? rival.Upper < -rival.Rival.Margin : rival.Lower > rival.Rival.Margin;
            // Short of the threshold, and clearly short of the rival, too: that is a finding against the claim.
            return verdict == Verdict.NotSupported && isBetter
                ? (verdict, $"{reason}, and {rival.Rival.Name} does better")
                : (Verdict.DoesNotDiscriminate, $"{rival.Rival.Name} {Passes(claim, rival)}; {alone}");
        }

        return (verdict, verdict == Verdict.Supported ? $"{reason}, and no rival passes" : reason);
    }

    private static string Passes(Claim claim, JudgedRival rival) =>
        (claim.Direction == Direction.AtLeast ? rival.Estimate >= claim.Threshold : rival.Estimate <= claim.Threshold)
            ? "passes too"
            : "is not told apart";

    private static (Verdict Verdict, string Reason) AgainstThreshold(Claim claim, double lower, double upper)
    {
        bool atLeast = claim.Direction == Direction.AtLeast;
        if (atLeast ? lower >= claim.Threshold : upper <= claim.Threshold)
            return (Verdict.Supported, claim.Replicate is null ? "exact comparison" : "beyond the threshold");
        if (atLeast ? upper < claim.Threshold : lower > claim.Threshold)
            return (Verdict.NotSupported, claim.Replicate is null ? "exact comparison" : "short of the threshold");
        return (Verdict.Inconclusive, claim.PublishedValue is { } published && lower <= published && published <= upper
            ? "too small to tell: the interval contains both the threshold and the source's number"
            : "the interval contains the threshold");
    }
}
