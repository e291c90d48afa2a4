using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>What the summary says of a number.</summary>
internal static class EstimateWords
{
    private const int Digits = 3;

    /// <summary>The value.</summary>
    public static string Value(Estimate estimate) => NumberLabel.Compact(estimate.Value, Digits);

    /// <summary>The 95 % interval; null where there is none.</summary>
    public static string? Interval(Estimate estimate) => estimate is { Low: { } low, High: { } high }
        ? $"{NumberLabel.Compact(low, Digits)} to {NumberLabel.Compact(high, Digits)}"
        : null;
}
