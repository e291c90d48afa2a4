using Overtone.Models;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>What the preflight found, told by every study of a user's model.</summary>
internal static class PreflightFindings
{
    /// <summary>Adds warnings and notes.</summary>
    public static void Tell(Conclusion to)
    {
        foreach (CheckFinding finding in to.Rows<CheckFinding>())
        {
            if (finding.Severity == PreflightSeverity.Warning)
                to.Warn($"Preflight, {finding.Finding}");
            else
                to.Note($"Preflight, {finding.Finding}");
        }
    }
}
