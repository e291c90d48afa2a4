namespace Overtone.Studies.Tables;

/// <summary>
/// Writes a <see cref="Table"/> as CSV (RFC 4180): a header of column names, then one line a row, numbers at full precision. Text that a
/// spreadsheet would take for a formula has an apostrophe before it: names of classes come from other people's files.
/// </summary>
public static class TableCsv
{
    /// <summary>Writes the table to <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(Table table, string path)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        Write(table, writer);
    }

    /// <summary>Writes the table to <paramref name="writer"/>.</summary>
    public static void Write(Table table, TextWriter writer)
    {
        writer.WriteLine(string.Join(',', table.Columns.Select(c => Quote(Harmless(c.Name)))));
        foreach (Row row in table.Rows)
            writer.WriteLine(string.Join(',',
                table.Columns.Select(c => Quote(c.Type == ColumnType.Text ? Harmless(row.Text(c.Name)) : row.Text(c.Name)))));
    }

    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
