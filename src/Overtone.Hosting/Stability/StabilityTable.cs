using Overtone.Hosting.Terminal;

namespace Overtone.Hosting.Stability;

/// <summary>Shows in the terminal how often each verdict came out.</summary>
internal static class StabilityTable
{
    private const string Control = "negative_control", Check = "check";
    private static readonly string[] Outcomes = ["holds", "fails"];

    public static void Write(Output output, StudyStability stability)
    {
        ILookup<string, ClaimStability> roles = stability.Claims.ToLookup(claim => claim.Role);
        Write(output, "claim", [.. roles.Where(role => role.Key is not (Control or Check)).SelectMany(claims => claims)]);
        if (roles.Contains(Check))
            output.Line("Checks: identities, bounds and theorems. They test the computation and are not counted as claims.");
        Write(output, "check", [.. roles[Check]]);
        if (roles.Contains(Control))
            output.Line("Negative controls: settings in which the rule is known to fail; reported, not claimed.");
        Write(output, "control", [.. roles[Control]]);
        if (stability.Reduction is { } reduction)
            output.Line($"These verdicts are for a reduced experiment, not the paper's own: {reduction}.");
    }

    private static void Write(Output output, string kind, IReadOnlyList<ClaimStability> claims)
    {
        if (claims.Count == 0)
            return;
        string[] verdicts = kind == Check ? Outcomes : [.. claims.SelectMany(claim => claim.Counts.Keys).Distinct()];
        output.Table(
            [kind, .. verdicts.Select(verdict => verdict.Replace('_', ' ')), "stability"],
            claims.Select(claim => (IReadOnlyList<Cell>)
            [
                new(claim.Statement),
                .. verdicts.Select(verdict => new Cell($"{claim.Counts.GetValueOrDefault(verdict)}")),
                new(
                    $"turns in {claim.Turned} of {claim.Judged}{(claim.Needs is { } needs ? $"; needs {needs}" : "")}",
                    claim.Turned == 0 ? "green" : "yellow"),
            ]));
    }
}
