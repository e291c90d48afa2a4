using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>What cards, pictures and counts say of a claim.</summary>
internal static class ClaimWords
{
    /// <summary>The verdict.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "supported",
        Verdict.NotSupported => "not supported",
        _ => "inconclusive",
    };

    /// <summary>The claimed side of the threshold.</summary>
    public static string Claimed(Claim claim) =>
        $"{(claim.Direction == Direction.AtLeast ? "at least" : "at most")} {NumberLabel.Compact(claim.Threshold)}";

    /// <summary>The estimate with its interval.</summary>
    public static string Measured(JudgedClaim judged)
    {
        if (double.IsNaN(judged.Estimate))
            return "no value";
        string estimate = NumberLabel.Compact(judged.Estimate);
        return judged.Claim.Replicate is null
            ? estimate
            : $"{estimate}, 95 % interval {NumberLabel.Compact(judged.Lower)} to {NumberLabel.Compact(judged.Upper)}";
    }

    /// <summary>How many replicates there are, and what became of those without a value.</summary>
    public static string Replicates(JudgedClaim judged)
    {
        Claim claim = judged.Claim;
        if (claim.Replicate is null)
            return "one value, an identity";
        string counted = $"{judged.Values.Count} ({claim.Replicate})";
        if (judged.Values.Count != claim.Replicates)
            counted += $", {claim.Replicates} at full size";
        if (judged.NeverReached == 0)
            return counted;
        string treatment = claim.NeverReachedCountsAs is { } value ? $"counted as {NumberLabel.Compact(value)}" : "left out";
        return $"{counted}; never reached in {judged.NeverReached}, {treatment}";
    }
}
