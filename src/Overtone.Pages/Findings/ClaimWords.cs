using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>What cards, pictures and counts say of a claim.</summary>
internal static class ClaimWords
{
    /// <summary>The claimed side of the threshold.</summary>
    public static string Claimed(Claim claim) =>
        $"{(claim.Direction == Direction.AtLeast ? "at least" : "at most")} {NumberLabel.Compact(claim.Threshold)}";

    /// <summary>The estimate with its interval.</summary>
    public static string Measured(JudgedClaim judged) => double.IsNaN(judged.Estimate)
        ? "no value"
        : Estimate(judged.Estimate, judged.Lower, judged.Claim.Replicate is null ? double.NaN : judged.Upper);

    /// <summary>A rival's estimate, and the difference from it that decides.</summary>
    public static string Measured(JudgedRival judged) =>
        $"{NumberLabel.Compact(judged.Estimate)}; difference {Estimate(judged.Difference, judged.Lower, judged.Upper)}, margin "
            + $"{NumberLabel.Compact(judged.Rival.Margin)}: {(judged.IsTold ? "told apart" : "not told apart")}";

    /// <summary>How many replicates there are, and what became of those without a value.</summary>
    public static string Replicates(JudgedClaim judged)
    {
        Claim claim = judged.Claim;
        if (claim.Replicate is null)
            return "one value, nothing random";
        string counted = $"{judged.Values.Count} ({claim.Replicate})";
        if (judged.Values.Count != claim.Replicates)
            counted += $", {claim.Replicates} at full size";
        return judged.NeverReached == 0
            ? counted
            : $"{counted}; never reached in {judged.NeverReached}, counted at the unfavourable end";
    }

    private static string Estimate(double value, double lower, double upper) => double.IsNaN(lower) || double.IsNaN(upper)
        ? NumberLabel.Compact(value)
        : $"{NumberLabel.Compact(value)}, 95 % interval {NumberLabel.Compact(lower)} to {NumberLabel.Compact(upper)}";
}
