using Overtone.Reports.Files;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Reports;

/// <summary>
/// Writes everything a reader takes from a run: <c>tables/*.parquet</c> and <c>.csv</c>, <c>figures/*.png</c> and <c>.svg</c>,
/// <c>verdicts.json</c> and <c>report.html</c>.
/// </summary>
public static class RunReport
{
    /// <summary>Writes the files into a run's folder. Each appears whole or not at all, the report last.</summary>
    /// <param name="folder">The run's folder; it is made if need be.</param>
    /// <param name="manifest">What was run.</param>
    /// <param name="findings">What was concluded.</param>
    /// <param name="measured">The measured tables.</param>
    /// <exception cref="ArgumentException">
    /// A figure names a table or column that is not there, two tables or figures share a name, or a name cannot be a file's name. Nothing
    /// is written then.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written; those written before it are whole.</exception>
    public static void Write(string folder, RunManifest manifest, StudyFindings findings, IReadOnlyList<Table> measured)
    {
        Table[] tables = [.. measured, .. findings.Tables];
        FileNames.Check("table", tables.Select(table => table.Name));
        FileNames.Check("figure", findings.Figures.Select(figure => figure.Id));

        // All pictures before the first file: a figure that cannot be drawn must not leave half a report.
        (string Id, byte[] Png, string Svg)[] pictures =
            [.. findings.Figures.Select(figure => (figure.Id, FigureRenderer.Png(figure, tables), FigureRenderer.Svg(figure, tables)))];

        foreach (Table table in tables)
        {
            string path = Path.Combine(folder, "tables", table.Name);
            AtomicFile.Write($"{path}.parquet", temporary => TableFile.Write(table, temporary));
            AtomicFile.Write($"{path}.csv", temporary => TableCsv.Write(table, temporary));
        }

        foreach ((string id, byte[] png, string svg) in pictures)
        {
            string path = Path.Combine(folder, "figures", id);
            AtomicFile.Write($"{path}.png", temporary => File.WriteAllBytes(temporary, png));
            AtomicFile.WriteText($"{path}.svg", svg);
        }

        FindingsFile.Write(Path.Combine(folder, "verdicts.json"), manifest, findings);
        HtmlReport.Write(Path.Combine(folder, "report.html"), manifest, findings, tables, [.. pictures.Select(picture => picture.Svg)]);
    }
}
