using System.Globalization;
using Overtone.Studies.Findings;

namespace Overtone.Hosting.Terminal;

/// <summary>Shows judged claims in the terminal.</summary>
internal static class VerdictTable
{
    public static void Write(Output output, StudyFindings findings)
    {
        JudgedClaim[] claims = [.. findings.Claims.Where(c => c.Claim.Role == ClaimRole.Claim)];
        if (claims.Length > 0)
            Write(output, "claim", claims);
        JudgedClaim[] controls = [.. findings.Claims.Where(c => c.Claim.Role == ClaimRole.NegativeControl)];
        if (controls.Length > 0)
        {
            output.Line("Negative controls: settings in which the rule is known to fail; reported, not claimed.");
            Write(output, "control", controls);
        }

        if (findings.Claims.Select(c => c.Reduction).FirstOrDefault(r => r is not null) is { } reduction)
            output.Line($"These verdicts are for a reduced experiment, not the paper's own: {reduction}.");
    }

    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "supported",
        Verdict.NotSupported => "not supported",
        _ => "inconclusive",
    };

    public static string Estimate(JudgedClaim claim) => claim.Claim.Replicate is null
        ? Number(claim.Estimate)
        : $"{Number(claim.Estimate)} [{Number(claim.Lower)}, {Number(claim.Upper)}]";

    private static void Write(Output output, string kind, JudgedClaim[] claims) => output.Table(
        [kind, "estimate [95 %]", "threshold", "verdict", "why", "published"],
        claims.Select(c => (IReadOnlyList<Cell>)
        [
            new(c.Claim.Statement),
            new(Estimate(c)),
            new($"{(c.Claim.Direction == Direction.AtLeast ? "≥" : "≤")} {Number(c.Claim.Threshold)}"),
            new(Name(c.Verdict), $"bold {Colour(c)}"),
            new(Reason(c)),
            new(c.Claim.Published ?? ""),
        ]));

    private static string Reason(JudgedClaim claim) => claim.Claim.Replicate is null
        ? claim.Reason
        : $"{claim.Reason}; {claim.Values.Count} {claim.Claim.Replicate}s" + (claim.NeverReached > 0 ? $", {claim.NeverReached} never "
            + "reached" : "");

    private static string Colour(JudgedClaim claim) => claim.Claim.Role == ClaimRole.NegativeControl ? "grey" : claim.Verdict switch
    {
        Verdict.Supported => "green",
        Verdict.NotSupported => "red",
        _ => "yellow",
    };

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
