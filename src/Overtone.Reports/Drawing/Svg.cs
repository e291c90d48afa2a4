using System.Security;
using System.Text.RegularExpressions;

namespace Overtone.Reports.Drawing;

/// <summary>Turns the SVG that SkiaSharp writes into one that stands alone or inside a page.</summary>
internal static partial class Svg
{
    /// <summary>Verdana has the widths of DejaVu Sans, whose letters are placed one by one.</summary>
    private const string FontFamily = "font-family=\"DejaVu Sans, Verdana, Geneva, sans-serif\"";

    private const char FirstCarrier = '\u2800';

    /// <summary>
    /// Text that SkiaSharp would drop or place letter by letter, in letters that pass: two Braille patterns for each UTF-16 unit.
    /// <see cref="Finish"/> puts the text back, for the reader's program to find typefaces and to join letters.
    /// </summary>
    public static string Carry(string text) =>
        string.Concat(text.SelectMany(unit => new[] { (char)(FirstCarrier + (unit >> 8)), (char)(FirstCarrier + (unit & 0xFF)) }));

    /// <summary>
    /// Puts carried text back, makes the picture scalable and its coordinate lists well-formed, names fonts for machines without DejaVu
    /// Sans, and gives every id a prefix so that several pictures fit in one page.
    /// </summary>
    public static string Finish(string svg, string prefix)
    {
        string whole = Carried().Replace(
            TrailingComma().Replace(svg, "\""),
            text => $"{text.Groups["x"]}\"{text.Groups["between"]}{Uncarry(text.Groups["carried"].Value)}");
        string named = FontAttribute().Replace(whole, FontFamily);
        named = Size().Replace(named, "$0 viewBox=\"0 0 ${width} ${height}\"", count: 1);
        string safePrefix = NotInIds().Replace(prefix, "-");

        // SkiaSharp counts ids through the life of the program; counted anew, the same picture has the same ids.
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return IdOrReference().Replace(named, match =>
        {
            numbers.TryAdd(match.Groups["id"].Value, numbers.Count + 1);
            return $"{match.Groups["before"].Value}{safePrefix}-{numbers[match.Groups["id"].Value]}{match.Groups["after"].Value}";
        });
    }

    /// <summary>The <c>svg</c> element alone, without the XML declaration.</summary>
    public static string Element(string svg) => svg[svg.IndexOf("<svg", StringComparison.Ordinal)..].TrimEnd();

    private static string Uncarry(string carried) => SecurityElement.Escape(
        string.Concat(carried.Chunk(2).Select(pair => (char)(((pair[0] - FirstCarrier) << 8) + pair[1] - FirstCarrier))));

    // The place of the first letter stays, those of the others belong to the carriers.
    [GeneratedRegex(
        "(?<x>\\sx=\"[0-9.e+-]*)[^\"]*\"(?<between>[^<>]*>\\s*)(?<carried>[\u2800-\u28FF]+)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Carried();

    [GeneratedRegex("(?<=\\s[xy]=\"[0-9., e+-]*), \"", RegexOptions.ExplicitCapture)]
    private static partial Regex TrailingComma();

    [GeneratedRegex("width=\"(?<width>[0-9.]+)\" height=\"(?<height>[0-9.]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Size();

    [GeneratedRegex("font-family=\"[^\"]*\"", RegexOptions.ExplicitCapture)]
    private static partial Regex FontAttribute();

    [GeneratedRegex(@"[^\w-]", RegexOptions.ExplicitCapture)]
    private static partial Regex NotInIds();

    [GeneratedRegex("(?<before>\\sid=\"|url\\(#|href=\"#)(?<id>[^\")]+)(?<after>\"|\\))", RegexOptions.ExplicitCapture)]
    private static partial Regex IdOrReference();
}
