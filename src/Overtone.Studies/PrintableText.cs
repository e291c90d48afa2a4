using System.Text.RegularExpressions;

namespace Overtone.Studies;

/// <summary>
/// Text that came from a file or from a user's data, made fit for a terminal: what would move the cursor or turn the direction of writing
/// is replaced.
/// </summary>
internal static partial class PrintableText
{
    private const int Longest = 200;

    /// <summary>Without control characters and cut to 200 characters: for what was found in a file.</summary>
    /// <param name="text">The text.</param>
    public static string Cut(string text)
    {
        string clean = OneLine(text);
        return clean.Length <= Longest ? clean : clean[..(Longest - 1)] + "…";
    }

    /// <summary>Without control characters, line feeds among them.</summary>
    /// <param name="text">The text.</param>
    public static string OneLine(string text) => Control().Replace(text, "\uFFFD");

    /// <summary>Without control characters but line feeds: for messages of several lines.</summary>
    /// <param name="text">The text.</param>
    public static string Lines(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
            ? string.Join('\n', text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(OneLine)) : OneLine(text);

    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Control();
}
