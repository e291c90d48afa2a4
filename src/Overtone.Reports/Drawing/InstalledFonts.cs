using System.Collections.Concurrent;
using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>
/// The machine's own typefaces, for letters that the embedded one lacks: names of classes come in every script, and no font that we could
/// embed has them all.
/// </summary>
internal static class InstalledFonts
{
    private const int ZeroWidthJoiner = 0x200D, VariationSelector = 0xFE0F;

    private static readonly ConcurrentDictionary<string, SKTypeface?> Found = new(StringComparer.Ordinal);
    private static readonly Lazy<SKTypeface[]> All = new(Open);

    /// <summary>A typeface that has every part of a letter, the embedded one where it has; null where none has.</summary>
    /// <param name="letter">One letter as a reader sees it: a character with its accents, an emoji with its modifiers.</param>
    public static SKTypeface? With(string letter) => Found.GetOrAdd(letter, Find);

    /// <summary>The letters of some texts that were asked for and that no typeface has, each once.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<string> texts) =>
    [
        .. texts.SelectMany(TextElements.Of).Distinct(StringComparer.Ordinal)
            .Where(letter => Found.TryGetValue(letter, out SKTypeface? typeface) && typeface is null),
    ];

    private static SKTypeface? Find(string letter)
    {
        int[] parts = [.. letter.EnumerateRunes().Select(rune => rune.Value).Where(part => part is not (ZeroWidthJoiner or VariationSelector))];
        if (parts.Length == 0 || parts.All(ReportFonts.Regular.ContainsGlyph))
            return ReportFonts.Regular;
        return SKFontManager.Default.MatchCharacter(parts[0]) is { } match && parts.All(match.ContainsGlyph)
            ? match
            : All.Value.FirstOrDefault(typeface => parts.All(typeface.ContainsGlyph));
    }

    // Letters without serifs go with the embedded typeface. Sorted, so that the same machine always takes the same one.
    private static SKTypeface[] Open() =>
    [
        .. SKFontManager.Default.FontFamilies
            .OrderBy(family => family.Contains("Sans", StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ThenBy(family => family, StringComparer.Ordinal)
            .Select(SKFontManager.Default.MatchFamily)
            .Where(typeface => typeface is not null),
    ];
}
