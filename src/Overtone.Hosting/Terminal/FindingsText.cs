using Overtone.Studies.Findings;

namespace Overtone.Hosting.Terminal;

/// <summary>Shows what a run found in the terminal: the statements of its summary, and its judged claims.</summary>
internal static class FindingsText
{
    public static void Write(Output output, StudyFindings findings)
    {
        if (findings.Estimates.Count > 0)
            output.Table(["summary", "what was found"], findings.Estimates.Select(e => (IReadOnlyList<Cell>)[new(e.Name, "aqua"), new(e.Statement)]));
        VerdictTable.Write(output, findings);
    }
}
