using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Overtone.Reports.Drawing;
using Overtone.Reports.Html;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Reports;

/// <summary>
/// Writes a run as one HTML file that needs nothing else: summary and verdicts first, then figures, numbers, and how to make it again.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the report to <paramref name="path"/>, whole or not at all.</summary>
    /// <param name="path">The HTML file.</param>
    /// <param name="manifest">What was run.</param>
    /// <param name="findings">What was concluded.</param>
    /// <param name="tables">All tables, measured and derived.</param>
    /// <exception cref="ArgumentException">A figure names a table or column that is not there.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, RunManifest manifest, StudyFindings findings, IReadOnlyList<Table> tables) =>
        AtomicFile.WriteText(path, Markup.Document(Page(manifest, findings, tables)));

    private static XElement Page(RunManifest manifest, StudyFindings findings, IReadOnlyList<Table> tables)
    {
        JudgedClaim[] claims = [.. findings.Claims.Where(c => c.Claim.Role == ClaimRole.Claim)];
        JudgedClaim[] controls = [.. findings.Claims.Where(c => c.Claim.Role == ClaimRole.NegativeControl)];
        // Beside claims, notes tell how to read the verdicts; a summary speaks for itself, and its figures come first.
        XElement? notes = Markup.Section("Notes", Notes(findings.Notes));
        bool hasSummary = findings.Estimates.Count > 0;
        return new XElement(
            "html",
            new XAttribute("lang", "en"),
            Markup.Element(
                "head",
                Markup.Element("meta", new XAttribute("charset", "utf-8")),
                Markup.Element("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                Markup.Element("title", manifest.Title),
                Markup.Element("style", Resources.Text("Report.css"))),
            Markup.Element("body", Markup.Element(
                "main",
                Header(manifest, claims),
                Summary.Write(manifest.Command, findings.Estimates),
                Markup.Section("Not measured", Missing(findings.NotMeasured)),
                Markup.Section("Claims", [.. claims.Select(ClaimCard.Write)]),
                controls.Length == 0 ? null : Markup.Section(
                    "Negative controls",
                    Markup.Classed("p", "quiet", "Where the rule is known to break: reported, not asserted."),
                    Markup.Element("div", [.. controls.Select(ClaimCard.Write)])),
                hasSummary ? null : notes,
                Markup.Section("Figures", [.. findings.Figures.Select(figure => Picture(figure, tables))]),
                hasSummary ? notes : null,
                Markup.Section("Tables", [.. tables.Select(TablePreview.Write)]),
                Markup.Section("How to reproduce", Markup.Element("pre", Markup.Element("code", manifest.Command))),
                Markup.Section("Options", Options(manifest.Options)),
                Markup.Section("Environment", Markup.Pairs([.. manifest.Environment.Select(entry => (entry.Key, (object?)entry.Value))])),
                Markup.Element("footer", $"Made by Overtone from {manifest.Study}, version {manifest.StudyVersion}."))));
    }

    private static XElement Header(RunManifest manifest, JudgedClaim[] claims) => Markup.Element(
        "header",
        Markup.Classed("p", "eyebrow", manifest.Study),
        Markup.Element("h1", manifest.Title),
        Markup.Classed("p", "quiet", manifest.Source),
        Markup.Classed("p", "quiet", When(manifest)),
        Reduction(manifest, claims),
        claims.Length == 0 ? null : Markup.Classed("p", "tally", Tally(claims)));

    // Only verdicts can be less than the paper's: where nothing is claimed, a smaller sample is simply the user's choice.
    private static XElement? Reduction(RunManifest manifest, JudgedClaim[] claims) => manifest.Reduction is not { } reduction
        ? null
        : claims.Length == 0
            ? Markup.Classed("p", "quiet", $"On {reduction}.")
            : Markup.Classed("p", "banner", $"This is a reduced experiment: {reduction}. Its verdicts are not on the paper's own "
                + "experiment.");

    private static string When(RunManifest manifest)
    {
        string started = manifest.Started.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return manifest.Finished is { } finished
            ? $"{started}; finished {finished.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}"
            : $"{started}; not finished";
    }

    private static string Tally(JudgedClaim[] claims)
    {
        IEnumerable<string> counts =
            from verdict in (Verdict[])[Verdict.Supported, Verdict.NotSupported, Verdict.Inconclusive]
            let count = claims.Count(c => c.Verdict == verdict)
            where count > 0
            select $"{count} {ClaimCard.Words(verdict)}";
        return $"{claims.Length} claim{(claims.Length == 1 ? "" : "s")}: {string.Join(", ", counts)}";
    }

    private static XElement? Missing(IReadOnlyList<NotMeasured> parts) =>
        parts.Count == 0 ? null : Markup.Pairs([.. parts.GroupBy(part => part.Reason).Select(reason => (string.Join(", ", reason.Select(part => part.Part)), (object?)reason.Key))]);

    private static XElement? Notes(IReadOnlyList<string> notes) =>
        notes.Count == 0 ? null : Markup.Element("ul", [.. notes.Select(note => Markup.Element("li", note))]);

    private static XElement Picture(Figure figure, IReadOnlyList<Table> tables)
    {
        XElement picture = XElement.Parse(Svg.Element(FigureRenderer.Svg(figure, tables)));
        picture.SetAttributeValue("role", "img");
        picture.SetAttributeValue("aria-label", XmlText.Clean(figure.Title));
        return Markup.Element("figure", picture, Markup.Element("figcaption", figure.Caption));
    }

    private static XElement? Options(JsonElement options) => options.ValueKind switch
    {
        JsonValueKind.Object => Markup.Pairs([.. options.EnumerateObject().Select(option => (option.Name, (object?)Spell(option.Value)))]),
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        _ => Markup.Element("pre", options.GetRawText()),
    };

    private static string Spell(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
