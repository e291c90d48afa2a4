using System.Globalization;
using System.Text;

namespace Overtone.Files;

/// <summary>
/// Text that comes from a file, made fit for a terminal: nothing in it moves the cursor or turns the direction of writing.
/// </summary>
internal static class Printable
{
    /// <summary>The length to which text from a file is cut.</summary>
    internal const int Longest = 200;

    // Sentences of our own are shorter; they may name something from a file.
    private const int LongestSentence = 2_000;
    private const char Replacement = '\uFFFD';

    /// <summary>The text without control characters, cut to <see cref="Longest"/> characters.</summary>
    internal static string Of(string text) => Cut(Clean(text, keepsLines: false), Longest);

    /// <summary>The text without control characters, uncut: for paths.</summary>
    internal static string Line(string text) => Clean(text, keepsLines: false);

    /// <summary>The text without control characters but line feeds: for sentences of our own that name something from a file.</summary>
    internal static string Sentence(string text) => Cut(Clean(text, keepsLines: true), LongestSentence);

    /// <summary>Names separated by commas, of which so many are shown that a line holds them.</summary>
    internal static string List(IEnumerable<string> names) => Of(string.Join(", ", names.Take(Longest)));

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        int end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return text[..end] + "…";
    }

    private static string Clean(string text, bool keepsLines)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Half a surrogate pair is enumerated as the replacement character.
            if (Disturbs(rune) && !(keepsLines && rune.Value == '\n'))
                clean.Append(Replacement);
            else
                clean.Append(rune);
        }

        return clean.ToString();
    }

    private static bool Disturbs(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;
}
