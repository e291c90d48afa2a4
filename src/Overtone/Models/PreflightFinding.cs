namespace Overtone.Models;

/// <summary>
/// One thing a <see cref="Preflight"/> found out.
/// Source: none.
/// </summary>
/// <param name="Check">What was looked at, in a word or two.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="Expected">What was expected; empty for information.</param>
/// <param name="Advice">What to do; empty for information.</param>
public sealed record PreflightFinding(string Check, PreflightSeverity Severity, string Found, string Expected = "", string Advice = "")
{
    /// <summary>Everything in one paragraph.</summary>
    public override string ToString() =>
        $"{Check}: {Found}" + (Expected.Length > 0 ? $"; expected {Expected}" : "") + "." + (Advice.Length > 0 ? $" {Advice}." : "");
}

/// <summary>
/// How bad a finding is.
/// Source: none.
/// </summary>
public enum PreflightSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Numbers can be computed, but may not mean what they seem to.</summary>
    Warning,

    /// <summary>Numbers computed from this would be wrong.</summary>
    Error,
}
