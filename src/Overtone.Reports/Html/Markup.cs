using System.Xml.Linq;
using Overtone.Reports.Drawing;

namespace Overtone.Reports.Html;

/// <summary>
/// Elements of a page. They are XML elements, so that text is escaped and every tag is closed, written so that a browser reads the same
/// page from them.
/// </summary>
internal static class Markup
{
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "meta", "br", "hr" };

    /// <summary>An element without a class.</summary>
    public static XElement Element(string name, params object?[] content)
    {
        var element = new XElement(name, [.. content.Select(part => part is string text ? XmlText.Clean(text) : part)]);

        // A browser takes <td/> for an open tag; empty text forces <td></td>.
        if (element.IsEmpty && !Void.Contains(name))
            element.Value = "";
        return element;
    }

    /// <summary>An element with a class.</summary>
    public static XElement Classed(string name, string classes, params object?[] content) =>
        Element(name, [new XAttribute("class", classes), .. content]);

    /// <summary>Pairs of term and explanation; those without an explanation are left out.</summary>
    public static XElement Pairs(params (string Term, object? Text)[] pairs) => Element(
        "dl",
        [.. pairs.Where(p => p.Text is not null).SelectMany(p => (object[])[Element("dt", p.Term), Element("dd", p.Text)])]);

    /// <summary>A headed part of the page; null when it has no content.</summary>
    public static XElement? Section(string title, params IReadOnlyList<XElement?> content) =>
        content.All(part => part is null) ? null : Element("section", [Element("h2", title), .. content]);

    /// <summary>The whole document.</summary>
    public static string Document(XElement html) => $"<!DOCTYPE html>\n{html.ToString(SaveOptions.DisableFormatting)}\n";
}
