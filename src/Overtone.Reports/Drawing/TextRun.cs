using System.Text.RegularExpressions;

namespace Overtone.Reports.Drawing;

/// <summary>
/// Part of a line of text that stands on, above or below the baseline. Superscript digits (10⁻³) are drawn as small raised digits, because
/// the typeface's own ones are too small to read, and a letter's one-letter index (Δ_F, x_0) as a small lowered one.
/// </summary>
/// <param name="Text">The letters to draw.</param>
/// <param name="Level">1 above, 0 on, −1 below the baseline.</param>
internal sealed partial record TextRun(string Text, int Level)
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", Raised = "0123456789−+";
    private const string Index = "(?<=(?<!\\w)\\w)_(?<lowered>\\w)(?!\\w)";
    private const float SmallSize = 0.74f, Rise = 0.42f, Fall = 0.2f;

    /// <summary>The letter size, given that of the line.</summary>
    public float Size(float line) => Level == 0 ? line : line * SmallSize;

    /// <summary>How far the run's baseline lies below that of the line.</summary>
    public float Drop(float line) => Level switch { > 0 => -line * Rise, < 0 => line * Fall, _ => 0 };

    /// <summary>Splits a line into runs.</summary>
    public static IEnumerable<TextRun> Split(string line)
    {
        foreach (Match match in Parts().Matches(XmlText.Clean(line)))
        {
            if (match.Groups["raised"] is { Success: true, Value: var raised })
                yield return new TextRun(string.Concat(raised.Select(c => Raised[Superscripts.IndexOf(c, StringComparison.Ordinal)])), 1);
            else if (match.Groups["lowered"] is { Success: true, Value: var lowered })
                yield return new TextRun(lowered, -1);
            else
                yield return new TextRun(match.Value, 0);
        }
    }

    // Superscripts; or a one-letter index after a one-letter word; or letters up to either.
    [GeneratedRegex(
        $"(?<raised>[{Superscripts}]+)|{Index}|((?!{Index})[^{Superscripts}])+",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
