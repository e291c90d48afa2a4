using System.Text;
using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>Part of a text whose letters come from one typeface.</summary>
/// <param name="Text">The letters, in reading order.</param>
/// <param name="IsPlain">
/// Whether the embedded typeface has the letters and they stand side by side, each for itself. Other letters are shaped: they may join,
/// change places or run from right to left.
/// </param>
/// <param name="Typeface">The typeface; null where no typeface of this machine has the letters.</param>
internal sealed record FontRun(string Text, bool IsPlain, SKTypeface? Typeface)
{
    /// <summary>Drawn in place of each letter that no typeface has.</summary>
    private const string NoGlyph = "□";

    /// <summary>What is drawn of the text on this machine.</summary>
    public string Drawn => Typeface is null ? string.Concat(TextElements.Of(Text).Select(_ => NoGlyph)) : Text;

    /// <summary>Splits a text into runs.</summary>
    public static IReadOnlyList<FontRun> Split(string text)
    {
        if (IsPlainText(text))
            return [new FontRun(text, true, ReportFonts.Regular)];
        var runs = new List<FontRun>();
        foreach (string letter in TextElements.Of(text))
        {
            bool isPlain = IsPlainText(letter);
            SKTypeface? typeface = isPlain ? ReportFonts.Regular : InstalledFonts.With(letter);
            if (runs.Count > 0 && runs[^1].IsPlain == isPlain && runs[^1].Typeface == typeface)
                runs[^1] = runs[^1] with { Text = runs[^1].Text + letter };
            else if (!isPlain && runs is [.., { IsPlain: false } before, { Text: " " }] && before.Typeface == typeface)
            {
                runs.RemoveAt(runs.Count - 1);
                runs[^1] = before with { Text = $"{before.Text} {letter}" };
            }
            else
                runs.Add(new FontRun(letter, isPlain, typeface));
        }

        return runs;
    }

    private static bool IsPlainText(string text) => text.EnumerateRunes().All(IsPlainLetter);

    // From Hebrew to the Vedic marks most scripts join their letters, reorder them or run from right to left. A Braille letter stands for
    // something else in the SVG (see Svg).
    private static bool IsPlainLetter(Rune rune) =>
        rune.Value is not ((>= 0x0590 and < 0x1D00) or (>= 0x2800 and < 0x2900) or (>= 0xFB1D and < 0xFE00) or (>= 0xFE70 and < 0xFF00))
            && ReportFonts.Regular.ContainsGlyph(rune.Value);
}
