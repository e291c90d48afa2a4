using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Data;

/// <summary>
/// The rows that one panel draws, read by column; whatever the panel names and the tables lack is told with figure and table.
/// </summary>
internal sealed class PanelRows
{
    private readonly Figure _figure;
    private readonly Table _rows;

    private PanelRows(Figure figure, Table rows) => (_figure, _rows) = (figure, rows);

    /// <summary>The number of rows.</summary>
    public int Count => _rows.RowCount;

    /// <summary>Finds the panel's table and keeps the rows that it asks for.</summary>
    /// <exception cref="ArgumentException">There is no such table, or it lacks a column that the panel's conditions name.</exception>
    public static PanelRows Of(Figure figure, Panel panel, IReadOnlyList<Table> tables)
    {
        Table table = tables.FirstOrDefault(t => t.Name == panel.Table)
            ?? throw new ArgumentException(
                $"Figure '{figure.Id}' draws table '{panel.Table}', which does not exist; there are {Listed(tables.Select(t => t.Name))}.",
                nameof(figure));
        var rows = new PanelRows(figure, table);
        foreach (Where condition in panel.Where)
            rows.Check(condition.Column);
        return panel.Where.Count == 0
            ? rows
            : new PanelRows(figure, table.Where(row => panel.Where.All(w => row.Text(w.Column) == w.Value)));
    }

    /// <summary>The numbers of a column of numbers or integers.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds text.</exception>
    public IReadOnlyList<double> Numbers(string column) => Check(column).Type switch
    {
        ColumnType.Number => _rows.Numbers(column),
        ColumnType.Integer => [.. _rows.Integers(column).Select(integer => (double)integer)],
        _ => throw new ArgumentException($"Figure '{_figure.Id}' draws column '{column}' of table '{_rows.Name}' as numbers, but it holds "
            + "text."),
    };

    /// <summary>Whether a column holds whole numbers only.</summary>
    public bool AreWhole(string column) => Check(column).Type == ColumnType.Integer;

    /// <summary>
    /// Each row's group by a column: numbers in ascending order, text in order of appearance; one nameless group for null.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Groups GroupBy(string? column)
    {
        if (column is null)
            return new Groups([""], [], new int[Count]);
        return Check(column).Type == ColumnType.Text ? Groups.OfTexts(_rows.Texts(column)) : Groups.OfNumbers(Numbers(column));
    }

    /// <summary>Fails unless the table has the column.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Column Check(string column) => _rows.Columns.FirstOrDefault(c => c.Name == column)
        ?? throw new ArgumentException(
            $"Figure '{_figure.Id}' draws column '{column}' of table '{_rows.Name}', which has no such column; "
            + $"it has {Listed(_rows.Columns.Select(c => c.Name))}.");

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
