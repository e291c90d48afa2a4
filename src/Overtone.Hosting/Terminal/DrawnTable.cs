using Overtone.Studies;
using Spectre.Console;

namespace Overtone.Hosting.Terminal;

/// <summary>A table for a terminal: cells wrap within its width.</summary>
internal static class DrawnTable
{
    public static Table Of(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string header in headers)
            table.AddColumn(new TableColumn(new Text(PrintableText.OneLine(header), new Style(decoration: Decoration.Bold))));
        foreach (IReadOnlyList<Cell> row in rows)
            table.AddRow(row.Select(cell =>
                new Text(PrintableText.Lines(cell.Text), cell.Style.Length == 0 ? Style.Plain : Style.Parse(cell.Style))));
        return table;
    }
}
