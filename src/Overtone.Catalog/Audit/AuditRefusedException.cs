using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>A model that the preflight found unfit to be measured.</summary>
/// <param name="message">What was found.</param>
public sealed class AuditRefusedException(string message) : Exception(message)
{
    /// <summary>Stops an audit whose preflight found an error.</summary>
    internal static void ThrowIfRefused(TableSet preflight)
    {
        string[] errors = [.. preflight["preflight"].Rows.Where(r => r.Text("severity") == "error").Select(r => r.Text("finding"))];
        if (errors.Length > 0)
            throw new AuditRefusedException($"The model cannot be audited: {string.Join(" ", errors)}");
    }
}
