using System.Globalization;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Hosting.Terminal;

/// <summary>
/// Shows what a run found in the terminal: its warnings, the statements of its summary, what it compares side by side, and its judged
/// claims.
/// </summary>
internal static class FindingsText
{
    public static void Write(Output output, StudyFindings findings)
    {
        foreach (string warning in findings.Warnings)
            output.Line($"Warning: {warning}", "yellow");
        if (findings.Highlights.Count > 0)
            output.Line("What matters most:");
        foreach ((int n, Estimate highlight) in findings.Highlights.Index())
            output.Line($"{n + 1}. {highlight.Statement}", "bold");
        Estimate[] statements = [.. findings.Estimates.Where(e => e.Subject.Length == 0)];
        if (statements.Length > 0)
            output.Table(
                ["summary", "what was found"],
                statements.Select(e => (IReadOnlyList<Cell>)[new(e.Name, "aqua"), new(e.Statement)]));
        var compared = EstimateTable.Of(findings.Estimates);
        if (compared.Rows.Count > 0)
            output.Table(
                ["side by side [95 %]", .. compared.Subjects],
                compared.Rows.Select(row => (IReadOnlyList<Cell>)[new(Name(row), "aqua"), .. row.Values.Select(Value)]));
        VerdictTable.Write(output, findings);
        foreach (IGrouping<string, NotMeasured> reason in findings.NotMeasured.GroupBy(part => part.Reason))
            output.Line($"Not measured: {string.Join(", ", reason.Select(part => part.Part))}: {reason.Key}", "yellow");
    }

    private static string Name(EstimateRow row) => row.Unit.Length == 0 ? row.Name : $"{row.Name} ({row.Unit})";

    private static Cell Value(Estimate? estimate) => new(estimate switch
    {
        null or { IsMeasured: false } => "-",
        { Low: { } low, High: { } high } => $"{Number(estimate.Value)} [{Number(low)}, {Number(high)}]",
        _ => Number(estimate.Value),
    });

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
