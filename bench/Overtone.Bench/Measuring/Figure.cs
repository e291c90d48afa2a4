using System.Globalization;

namespace Overtone.Bench.Measuring;

/// <summary>What a ratio must be.</summary>
internal sealed record Limit(double Value, bool IsUpper)
{
    public static Limit AtMost(double value) => new(value, IsUpper: true);

    public static Limit AtLeast(double value) => new(value, IsUpper: false);

    public bool Admits(double ratio) => IsUpper ? ratio <= Value : ratio >= Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsUpper ? "≤" : "≥")} {Value:0.##}");
}

/// <summary>One measured figure: two sides and their ratio.</summary>
/// <param name="Demand">The demand it belongs to.</param>
/// <param name="What">What was measured.</param>
/// <param name="Ours">Overtone's side, with its unit.</param>
/// <param name="Peer">The other side, with its unit; empty where there is none.</param>
/// <param name="Ratio">The ratio; null where nothing is compared.</param>
/// <param name="Limit">What the ratio must be; null for information only.</param>
/// <param name="Note">What a reader must know to trust the figure.</param>
internal sealed record Figure(
    string Demand, string What, string Ours, string Peer = "", double? Ratio = null, Limit? Limit = null, string Note = "")
{
    /// <summary>Whether the demand is met; null for information only.</summary>
    public bool? Passed => Ratio is { } ratio && Limit is { } limit ? limit.Admits(ratio) : null;

    public override string ToString()
    {
        string line = Peer.Length == 0 ? $"{What}: {Ours}" : $"{What}: {Ours}, {Peer}";
        if (Ratio is { } ratio)
            line += string.Create(CultureInfo.InvariantCulture, $"; ratio {ratio:0.000}");
        if (Limit is not null)
            line += $", demanded {Limit}: {(Passed == true ? "pass" : "FAIL")}";
        return Note.Length == 0 ? line : $"{line} ({Note})";
    }
}
