using Overtone.Studies;

namespace Overtone.Hosting.Terminal;

/// <summary>A table for a file or a pipe: one line a row, columns aligned and two spaces apart, no width limit.</summary>
internal static class PlainTable
{
    public static void Write(TextWriter writer, IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        string[][] lines = [[.. headers.Select(OneLine)], .. rows.Select(row => row.Select(cell => OneLine(cell.Text)).ToArray())];
        int[] widths = new int[headers.Count];
        foreach (string[] line in lines)
        {
            for (int column = 0; column < line.Length; column++)
                widths[column] = Math.Max(widths[column], line[column].Length);
        }

        foreach (string[] line in lines)
        {
            for (int column = 0; column < line.Length; column++)
                line[column] += Spaces.Of(widths[column] - line[column].Length);
            writer.WriteLine(string.Join("  ", line).TrimEnd());
        }
    }

    // Most texts have one line, and searching for all line endings is slow to start.
    private static string OneLine(string text) => PrintableText.OneLine(
        text.Contains('\n', StringComparison.Ordinal) || text.Contains('\r', StringComparison.Ordinal) ? text.ReplaceLineEndings(" ")
            : text);
}
