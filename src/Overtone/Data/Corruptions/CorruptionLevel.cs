using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions;

/// <summary>
/// A corruption at one severity.
/// Source: 1903.12261, section 4 (five severities).
/// </summary>
/// <param name="Corruption">The corruption.</param>
/// <param name="Severity">From 1, the mildest, to 5.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CorruptionLevel(Corruption Corruption, int Severity)
{
    /// <summary>Reads as <c>fog 3</c>.</summary>
    public override string ToString() => $"{Corruption.Name} {Severity}";
}
