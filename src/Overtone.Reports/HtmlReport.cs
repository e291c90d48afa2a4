using Overtone.Pages;
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
        Write(path, manifest, findings, tables, [.. findings.Figures.Select(figure => FigureRenderer.Svg(figure, tables))]);

    /// <summary>Writes the report with pictures that are drawn already: one SVG document a figure, in order.</summary>
    internal static void Write(
        string path, RunManifest manifest, StudyFindings findings, IReadOnlyList<Table> tables, IReadOnlyList<string> pictures)
    {
        using var culture = InvariantCulture.Enter();
        DrawnFigure[] figures = [.. findings.Figures.Zip(pictures, (figure, svg) => new DrawnFigure(figure, Svg.Element(svg)))];
        string html = ComponentText.Of<ReportDocument>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ReportDocument.Manifest)] = manifest,
            [nameof(ReportDocument.Findings)] = findings,
            [nameof(ReportDocument.Figures)] = figures,
            [nameof(ReportDocument.Tables)] = tables,
        });
        AtomicFile.WriteText(path, html);
    }
}
