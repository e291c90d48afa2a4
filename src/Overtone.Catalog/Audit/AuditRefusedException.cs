using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>A model that the preflight found unfit to be measured.</summary>
/// <param name="message">What was found.</param>
internal sealed class AuditRefusedException(string message) : Exception(message)
{
    /// <summary>Stops a run whose preflight found an error.</summary>
    /// <param name="model">The model, as the user named it.</param>
    /// <param name="preflight">The preflight's tables.</param>
    /// <param name="what">What is to be done with the model, as a participle.</param>
    internal static void ThrowIfRefused(string model, TableSet preflight, string what = "audited")
    {
        string[] errors = [.. preflight.Rows<CheckFinding>().Where(r => r.Severity == PreflightSeverity.Error).Select(r => r.Finding)];
        if (errors.Length > 0)
            throw new AuditRefusedException($"{model}: the model cannot be {what}: {string.Join(" ", errors)}");
    }
}
