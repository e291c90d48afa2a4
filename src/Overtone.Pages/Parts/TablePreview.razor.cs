using Microsoft.AspNetCore.Components;
using Overtone.Studies.Tables;

namespace Overtone.Pages.Parts;

/// <summary>A table's name, first rows and files.</summary>
public partial class TablePreview : ComponentBase
{
    private const int RowsShown = 8, Digits = 6;

    /// <summary>The table.</summary>
    [Parameter, EditorRequired]
    public required Table Table { get; set; }

    private string Shown =>
        Table.RowCount > RowsShown ? $"The first {RowsShown} of {Table.RowCount} rows; all are in " : "All rows; also in ";

    private static string Spell(Row row, Column column) => column.Type switch
    {
        ColumnType.Number => NumberLabel.Compact(row.Number(column.Name), Digits),
        ColumnType.Integer => NumberLabel.Fixed(row.Number(column.Name), 0),
        _ => row.Text(column.Name),
    };

    private static string Alignment(Column column) => column.Type == ColumnType.Text ? "text" : "number";
}
