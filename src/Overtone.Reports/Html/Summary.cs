using System.Xml.Linq;
using Overtone.Reports.Axes;
using Overtone.Studies.Findings;

namespace Overtone.Reports.Html;

/// <summary>
/// The estimates at the head of the page, like a doctor's letter: what was found, and in a lighter voice what can be done about it.
/// </summary>
internal static class Summary
{
    private const int Digits = 3;

    /// <summary>Writes the letter; null when there are no estimates.</summary>
    /// <param name="command">The command line: it names what was examined.</param>
    /// <param name="estimates">The estimates, most important first.</param>
    public static XElement? Write(string command, IReadOnlyList<Estimate> estimates) => estimates.Count == 0 ? null : Markup.Classed(
        "section",
        "summary",
        [Markup.Element("h2", "Summary"),
        Markup.Classed("p", "quiet", Markup.Element("code", command)),
        Markup.Element("ol", [.. estimates.Where(e => e.Subject.Length == 0).Select(Finding)]),
        .. SideBySide(EstimateTable.Of(estimates)),
        .. estimates.Where(e => e.Subject.Length > 0).GroupBy(e => e.Subject).Select(OfOne),
        Markup.Classed(
            "p",
            "quiet",
            "On the left each number, with its 95 % interval where it has one, and the name by which ",
            Markup.Element("code", "verdicts.json"),
            " and ",
            Markup.Element("code", "--fail-if"),
            " know it.")]);

    private static IEnumerable<XElement> SideBySide(EstimateTable table) => table.Rows.Count == 0 ? [] :
    [
        Markup.Classed(
            "div",
            "scroll",
            Markup.Element(
                "table",
                Markup.Element("thead", Markup.Element("tr", [Markup.Element("th"), .. table.Subjects.Select(subject => Markup.Classed("th", "number", subject))])),
                Markup.Element("tbody", [.. table.Rows.Select(Line)]))),
    ];

    private static XElement Line(EstimateRow row) => Markup.Element(
        "tr",
        [Markup.Element("td", Markup.Element("code", row.Name), row.Unit.Length == 0 ? null : Markup.Classed("span", "quiet", $" {row.Unit}")), .. row.Values.Select(Value)]);

    private static XElement Value(Estimate? estimate) => Markup.Classed(
        "td",
        "number",
        estimate is null ? "" : NumberLabel.Compact(estimate.Value, Digits),
        estimate is not null && Interval(estimate) is { } interval ? Markup.Classed("span", "quiet", $" {interval}") : null);

    private static XElement OfOne(IGrouping<string, Estimate> subject) => Markup.Element(
        "details",
        Markup.Element("summary", $"{subject.Key}: what it means and what can be done"),
        Markup.Element("ol", [.. subject.Select(Finding)]));

    private static XElement Finding(Estimate estimate) => Markup.Element(
        "li",
        Markup.Classed(
            "div",
            "measure",
            Markup.Element("strong", NumberLabel.Compact(estimate.Value, Digits)),
            estimate.Unit.Length == 0 ? null : Markup.Element("span", estimate.Unit),
            Interval(estimate) is { } interval ? Markup.Element("span", interval) : null,
            Markup.Element("code", estimate.Name)),
        Markup.Element(
            "div",
            Markup.Element("p", Unbroken(estimate.Statement)),
            estimate.Advice.Length == 0 ? null : Markup.Classed("p", "advice", Unbroken(estimate.Advice))));

    private static string? Interval(Estimate estimate) => estimate is { Low: { } low, High: { } high }
        ? $"{NumberLabel.Compact(low, Digits)} to {NumberLabel.Compact(high, Digits)}"
        : null;

    // No line begins with a per cent sign.
    private static string Unbroken(string text) => text.Replace(" %", "\u00A0%", StringComparison.Ordinal);
}
