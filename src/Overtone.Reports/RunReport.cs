using Overtone.Reports.Drawing;
using Overtone.Reports.Files;
using Overtone.Studies;
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
    private const int MissingNamed = 12;

    /// <summary>
    /// Writes the files into a run's folder. Each appears whole or not at all, the report last; those of an earlier report that this one
    /// has no more are removed.
    /// </summary>
    /// <param name="folder">The run's folder; it is made if need be.</param>
    /// <param name="manifest">What was run.</param>
    /// <param name="findings">What was concluded.</param>
    /// <param name="measured">The measured tables.</param>
    /// <returns>
    /// The findings as they were written: with a warning where the pictures lack letters that no typeface of this machine has.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A figure names a table or column that is not there, two tables or figures share a name, or a name cannot be a file's name. Nothing
    /// is written then.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written; those written before it are whole.</exception>
    public static StudyFindings Write(string folder, RunManifest manifest, StudyFindings findings, IReadOnlyList<Table> measured)
    {
        using var culture = InvariantCulture.Enter();
        Table[] tables = [.. measured, .. findings.Tables];
        FileNames.Check("table", tables.Select(table => table.Name));
        FileNames.Check("figure", findings.Figures.Select(figure => figure.Id));

        // All pictures before the first file: a figure that cannot be drawn must not leave half a report.
        (string Id, byte[] Png, string Svg)[] pictures =
            [.. findings.Figures.Select(figure => (figure.Id, FigureRenderer.Png(figure, tables), FigureRenderer.Svg(figure, tables)))];
        StudyFindings written = MissingLetters(findings, tables) is { } warning
            ? findings with { Warnings = [.. findings.Warnings, warning] }
            : findings;

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

        RemoveOthers(Path.Combine(folder, "tables"), [".parquet", ".csv"], [.. tables.Select(table => table.Name)]);
        RemoveOthers(Path.Combine(folder, "figures"), [".png", ".svg"], [.. pictures.Select(picture => picture.Id)]);
        FindingsFile.Write(Path.Combine(folder, FindingsFile.FileName), manifest, written);
        HtmlReport.Write(Path.Combine(folder, "report.html"), manifest, written, tables, [.. pictures.Select(picture => picture.Svg)]);
        return written;
    }

    // An earlier report may have had more: each is told by its two files, so that what someone else left there stays.
    private static void RemoveOthers(string folder, string[] endings, HashSet<string> names)
    {
        if (!Directory.Exists(folder))
            return;
        string[] others = [.. Directory.GetFiles(folder).Select(Path.GetFileNameWithoutExtension).OfType<string>().Distinct()
            .Where(name => !names.Contains(name) && Array.TrueForAll(endings, ending => File.Exists(Path.Combine(folder, name + ending))))];
        foreach (string file in from name in others from ending in endings select Path.Combine(folder, name + ending))
            File.Delete(file);
    }

    private static string? MissingLetters(StudyFindings findings, IReadOnlyList<Table> tables)
    {
        IEnumerable<string> drawn = tables.SelectMany(TextsOf)
            .Concat(findings.Figures.SelectMany(figure => figure.Panels.Select(panel => panel.Title ?? "").Append(figure.Title)));
        IReadOnlyList<string> missing = InstalledFonts.Missing(drawn.Distinct(StringComparer.Ordinal));
        if (missing.Count == 0)
            return null;
        string named = string.Join(' ', missing.Take(MissingNamed)) + (missing.Count > MissingNamed ? " …" : "");
        return $"No font on this machine has {named}, so the PNG pictures show □ instead. Install one that has them (the Noto fonts "
            + "cover most scripts) and write the report again.";

        static IEnumerable<string> TextsOf(Table table) =>
            table.Columns.Where(column => column.Type == ColumnType.Text).SelectMany(column => table.Texts(column.Name));
    }
}
