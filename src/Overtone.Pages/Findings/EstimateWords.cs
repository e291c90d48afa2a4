using System.Text.RegularExpressions;
using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>What the summary says of a number.</summary>
internal static class EstimateWords
{
    private const int Digits = 3;

    /// <summary>The name in parts, between which a line may break.</summary>
    public static string[] NameParts(Estimate estimate) => Regex.Split(estimate.Name, "(?<=[_.])");

    /// <summary>What the number says.</summary>
    public static string Statement(Estimate estimate) => Unbroken(estimate.Statement);

    /// <summary>What can be done about it.</summary>
    public static string Advice(Estimate estimate) => Unbroken(estimate.Advice);

    /// <summary>The value.</summary>
    public static string Value(Estimate estimate) => NumberLabel.Compact(estimate.Value, Digits);

    /// <summary>The 95 % interval; null where there is none.</summary>
    public static string? Interval(Estimate estimate) => estimate is { Low: { } low, High: { } high }
        ? $"{NumberLabel.Compact(low, Digits)} to {NumberLabel.Compact(high, Digits)}"
        : null;

    // No line begins with a per cent sign.
    private static string Unbroken(string text) => text.Replace(" %", "\u00A0%", StringComparison.Ordinal);
}
