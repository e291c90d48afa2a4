using SkiaSharp;

namespace Overtone.Reports.Panels;

/// <summary>One entry of a legend.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Color">The colour of what it stands for.</param>
/// <param name="Dash">Lengths of dashes and gaps; null for a solid line.</param>
/// <param name="IsLine">Whether a line is shown.</param>
/// <param name="IsMarker">Whether a point is shown.</param>
/// <param name="IsPatch">Whether a filled square is shown.</param>
internal sealed record LegendEntry(string Label, SKColor Color, float[]? Dash, bool IsLine, bool IsMarker, bool IsPatch)
{
    /// <summary>More numbers than this are thinned: a reader interpolates.</summary>
    private const int MostNumbers = 12;

    /// <summary>The entries to show: every one, or evenly spaced ones, first and last among them, of a long row of numbers.</summary>
    public static IReadOnlyList<LegendEntry> Thin(IReadOnlyList<LegendEntry> entries, bool areNumbers)
    {
        if (!areNumbers || entries.Count <= MostNumbers)
            return entries;
        int shown = Enumerable.Range(4, MostNumbers - 3).LastOrDefault(count => (entries.Count - 1) % (count - 1) == 0, 8);
        return [.. Enumerable.Range(0, shown).Select(i => entries[(int)Math.Round((double)i * (entries.Count - 1) / (shown - 1))])];
    }

    /// <summary>Whether two entries look the same.</summary>
    public bool Equals(LegendEntry? other) =>
        other is not null && Label == other.Label && Color == other.Color && IsLine == other.IsLine && IsMarker == other.IsMarker
        && IsPatch == other.IsPatch && (Dash ?? []).AsSpan().SequenceEqual(other.Dash ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Label, Color, IsLine, IsMarker, IsPatch);
}
