using System.Xml.Linq;
using Overtone.Reports.Axes;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Html;

/// <summary>A table's first rows on the page.</summary>
internal static class TablePreview
{
    private const int RowsShown = 8;

    /// <summary>Writes name, size, files and first rows.</summary>
    public static XElement Write(Table table) => Markup.Classed(
        "div",
        "preview",
        Markup.Element("h3", Markup.Element("code", table.Name)),
        Markup.Classed(
            "div",
            "scroll",
            Markup.Element(
                "table",
                Markup.Element("thead", Markup.Element("tr", [.. table.Columns.Select(Heading)])),
                Markup.Element("tbody", [.. table.Rows.Take(RowsShown).Select(Line)]))),
        Markup.Classed(
            "p",
            "quiet",
            table.RowCount > RowsShown ? $"The first {RowsShown} of {table.RowCount} rows; all are in " : "All rows; also in ",
            Markup.Element("code", $"tables/{table.Name}.parquet"),
            " and ",
            Markup.Element("code", $"tables/{table.Name}.csv"),
            "."));

    private static XElement Heading(Column column) =>
        Markup.Classed("th", Alignment(column), column.Name, column.Unit.Length == 0 ? null : Markup.Element("span", column.Unit));

    private static XElement Line(Row row) => Markup.Element("tr", [.. row.Table.Columns.Select(column => Cell(row, column))]);

    private static XElement Cell(Row row, Column column) => Markup.Classed(
        "td",
        Alignment(column),
        column.Type switch
        {
            ColumnType.Number => NumberLabel.Compact(row.Number(column.Name), 6),
            ColumnType.Integer => NumberLabel.Fixed(row.Number(column.Name), 0),
            _ => row.Text(column.Name),
        });

    private static string Alignment(Column column) => column.Type == ColumnType.Text ? "text" : "number";
}
