using System.Globalization;

namespace Overtone.Reports.Drawing;

/// <summary>Letters as a reader sees them: a character with its accents, an emoji with its modifiers.</summary>
internal static class TextElements
{
    /// <summary>The letters of a text, in its order.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (int start = 0, length; start < text.Length; start += length)
        {
            length = StringInfo.GetNextTextElementLength(text, start);
            yield return text.Substring(start, length);
        }
    }
}
