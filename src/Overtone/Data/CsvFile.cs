using System.Text;
using Overtone.Files;

namespace Overtone.Data;

/// <summary>
/// A small table as text: a line of column names, then a line a row; commas between fields, quotes where a field holds one.
/// </summary>
internal sealed class CsvFile
{
    private readonly string _path;
    private readonly string[] _columns;

    private CsvFile(string path, string[] columns, IReadOnlyList<(int Line, string[] Fields)> rows) =>
        (_path, _columns, Rows) = (path, columns, rows);

    /// <summary>The rows with the numbers of their lines, counted from 1; empty lines are passed over.</summary>
    internal IReadOnlyList<(int Line, string[] Fields)> Rows { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">There is no row, a row has more or fewer fields than there are columns, or a quote is not
    /// closed.</exception>
    internal static CsvFile Read(string path)
    {
        using var file = new StreamReader(DataFile.Open(path), Encoding.UTF8);
        string[]? columns = null;
        var rows = new List<(int Line, string[] Fields)>();
        for (var line = 1; file.ReadLine() is { } text; line++)
        {
            if (text.Trim().Length == 0)
            {
                continue;
            }

            var fields = Split(text) ?? throw new DataFormatException(path, $"line {line}", "a quote that is not closed", "one row "
                + "per line");
            columns ??= fields;
            if (fields.Length != columns.Length)
            {
                throw new DataFormatException(path, $"line {line}", $"{fields.Length} fields", $"{columns.Length}, one for each column "
                    + "(quote fields that contain a comma)");
            }

            rows.Add((line, fields));
        }

        return rows.Count > 1
            ? new CsvFile(path, columns!, rows[1..])
            : throw new DataFormatException(path, "rows", "none", "a line of column names and at least one row");
    }

    /// <summary>The place of a column, whatever its case.</summary>
    /// <returns>Null when there is none.</returns>
    internal int? Find(string name) =>
        Array.FindIndex(_columns, column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) is var index and >= 0 ? index : null;

    /// <summary>The place of the first of these columns.</summary>
    /// <exception cref="DataFormatException">There is none.</exception>
    internal int Require(params string[] names) => names.Select(Find).FirstOrDefault(index => index is not null)
        ?? throw new DataFormatException(_path, "columns", Printable.List(_columns), $"one called {string.Join(" or ", names)}");

    private static string[]? Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var index = 0; index < line.Length; index++)
        {
            var letter = line[index];
            if (letter == '"' && isQuoted && index + 1 < line.Length && line[index + 1] == '"')
            {
                field.Append(letter);
                index++;
            }
            else if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (letter == ',' && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString().Trim());
        return isQuoted ? null : [.. fields];
    }
}
