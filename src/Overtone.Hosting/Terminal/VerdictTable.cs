using System.Globalization;
using Overtone.Studies.Findings;

namespace Overtone.Hosting.Terminal;

/// <summary>Shows judged claims in the terminal.</summary>
internal static class VerdictTable
{
    public static void Write(Output output, StudyFindings findings)
    {
        IReadOnlyList<JudgedClaim> claims = findings.ClaimsOf(ClaimRole.Claim), checks = findings.ClaimsOf(ClaimRole.Check),
            controls = findings.ClaimsOf(ClaimRole.NegativeControl);
        if (claims.Count > 0)
        {
            WriteClaims(output, claims);
            output.Line(FormattableString.Invariant($"By chance alone at most {findings.SupportedByChance:0.0#} of {claims.Count} would ")
                + "be supported.");
        }

        if (checks.Count > 0)
        {
            output.Line("Checks: identities, bounds and theorems. They test the computation and are not counted as claims.");
            Write(output, "check", checks);
        }

        if (controls.Count > 0)
        {
            output.Line("Negative controls: settings in which the rule is known to fail; reported, not claimed.");
            Write(output, "control", controls);
        }

        if (findings.Claims.Select(c => c.Reduction).FirstOrDefault(r => r is not null) is { } reduction)
            output.Line($"These verdicts are for a reduced experiment, not the paper's own: {reduction}.");
    }

    public static string Estimate(JudgedClaim claim) => claim.Claim.Replicate is null
        ? Number(claim.Estimate)
        : Interval(claim.Estimate, claim.Lower, claim.Upper);

    // Every rival's difference could turn the verdict; the deciding one's is shown, and of the others how many there are.
    private static void WriteClaims(Output output, IReadOnlyList<JudgedClaim> claims) => WriteColumns(
        output, claims, "claim",
        ("statistic [95 %]", c => new($"{Estimate(c)}, {Threshold(c)}")),
        ("rival", c => new(Rival(c))),
        ("difference [95 %]", c => new(c.DecidingRival is { } rival
            ? $"{Interval(rival.Difference, rival.Lower, rival.Upper)}, margin {Number(rival.Rival.Margin)}"
            : "")));

    private static void Write(Output output, string kind, IReadOnlyList<JudgedClaim> claims) =>
        WriteColumns(output, claims, kind, ("value [95 %]", c => new($"{Estimate(c)}, {Threshold(c)}")));

    private static void WriteColumns(
        Output output, IReadOnlyList<JudgedClaim> claims, string kind, params (string Heading, Func<JudgedClaim, Cell> Cell)[] numbers)
    {
        List<(string Heading, Func<JudgedClaim, Cell> Cell)> columns =
        [
            (kind, c => new(c.Claim.Statement)),
            .. numbers,
            (kind == "check" ? "outcome" : "verdict", c => new(c.VerdictText, $"bold {Colour(c)}")),
            ("why", c => new(Reason(c))),
        ];
        if (claims.Any(c => c.Claim.Published is not null))
            columns.Add(("the source's", c => new(c.Claim.Published ?? "")));
        output.Table(
            [.. columns.Select(column => column.Heading)],
            claims.Select(c => (IReadOnlyList<Cell>)[.. columns.Select(column => column.Cell(c))]));
    }

    private static string Threshold(JudgedClaim claim) =>
        $"{(claim.Claim.Direction == Direction.AtLeast ? "≥" : "≤")} {Number(claim.Claim.Threshold)}";

    private static string Rival(JudgedClaim claim) => claim.DecidingRival is { } rival
        ? $"{rival.Rival.Name}: {Number(rival.Estimate)}" + (claim.Rivals.Count > 1 ? $" ({claim.Rivals.Count - 1} more)" : "")
        : "none";

    private static string Reason(JudgedClaim claim) => claim.Claim.Replicate is null
        ? claim.Reason
        : $"{claim.Reason}; {claim.Values.Count} {claim.Claim.Replicate}s" + (claim.NeverReached > 0 ? $", {claim.NeverReached} never "
            + "reached" : "");

    private static string Colour(JudgedClaim claim) => claim.Claim.Role == ClaimRole.NegativeControl ? "grey" : claim.Verdict switch
    {
        Verdict.Supported => "green",
        Verdict.NotSupported => "red",
        Verdict.DoesNotDiscriminate => "grey",
        _ => "yellow",
    };

    private static string Interval(double value, double lower, double upper) =>
        double.IsNaN(lower) ? Number(value) : $"{Number(value)} [{Number(lower)}, {Number(upper)}]";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };
}
