using System.Xml.Linq;
using Overtone.Reports.Axes;
using Overtone.Studies.Findings;

namespace Overtone.Reports.Html;

/// <summary>A judged claim on the page: verdict, statement, estimate against threshold, and why.</summary>
internal static class ClaimCard
{
    /// <summary>Writes the card.</summary>
    public static XElement Write(JudgedClaim judged)
    {
        Claim claim = judged.Claim;
        string kind = claim.Role == ClaimRole.NegativeControl ? " control" : "";
        return Markup.Classed(
            "article",
            $"claim {ClassOf(judged.Verdict)}{kind}",
            Markup.Element(
                "div",
                Markup.Classed("span", "badge", Words(judged.Verdict)),
                judged.Reduction is null ? null : Markup.Classed("span", "reduced", $"on a reduced experiment: {judged.Reduction}")),
            Markup.Element("h3", claim.Statement),
            Markup.Classed("div", "evidence", Evidence(judged), IntervalPlot.Draw(judged)),
            Markup.Classed("p", "quiet", $"{claim.Statistic.TrimEnd('.')}. Source: {claim.Source.TrimEnd('.')}."));
    }

    /// <summary>The verdict in words.</summary>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "supported",
        Verdict.NotSupported => "not supported",
        _ => "inconclusive",
    };

    private static string ClassOf(Verdict verdict) => Words(verdict).Replace(' ', '-');

    private static XElement Evidence(JudgedClaim judged) => Markup.Pairs(
        (judged.Reduction is null ? "measured" : "measured, reduced", Measured(judged)),
        ("claimed", Claimed(judged.Claim)),
        ("in the source", judged.Claim.Published),
        ("replicates", Replicates(judged)),
        ("reason", judged.Reason));

    /// <summary>The claimed side of the threshold in words.</summary>
    public static string Claimed(Claim claim) =>
        $"{(claim.Direction == Direction.AtLeast ? "at least" : "at most")} {NumberLabel.Compact(claim.Threshold)}";

    /// <summary>The estimate with its interval in words.</summary>
    public static string Measured(JudgedClaim judged)
    {
        if (double.IsNaN(judged.Estimate))
            return "no value";
        string estimate = NumberLabel.Compact(judged.Estimate);
        return judged.Claim.Replicate is null
            ? estimate
            : $"{estimate}, 95 % interval {NumberLabel.Compact(judged.Lower)} to {NumberLabel.Compact(judged.Upper)}";
    }

    private static string Replicates(JudgedClaim judged)
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
