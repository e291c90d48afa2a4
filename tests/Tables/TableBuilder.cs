namespace Overtone.Studies.Tables;

/// <summary>Makes a <see cref="Table"/> row by row.</summary>
/// <param name="name">The table's name.</param>
/// <param name="columns">The columns, in order.</param>
internal sealed class TableBuilder(string name, params Column[] columns)
{
    private readonly List<object[]> _rows = [];

    /// <summary>Adds one row: a value for each column, in order (int, long, float, double or string).</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">There are too few or too many values, or one has the wrong type.</exception>
    public TableBuilder Add(params object[] values)
    {
        if (values.Length != columns.Length)
            throw new ArgumentException(
                $"Table '{name}' has {columns.Length} columns; the row has {values.Length} values.", nameof(values));
        _rows.Add([.. values.Select((value, index) => Convert(value, columns[index]))]);
        return this;
    }

    /// <summary>The table of all rows added so far.</summary>
    public Table Build() => new(name, columns, [.. columns.Select(ValuesOf)]);

    private object Convert(object value, Column column) => (column.Type, value) switch
    {
        (ColumnType.Integer, int v) => (long)v,
        (ColumnType.Integer, long) => value,
        (ColumnType.Number, double) => value,
        (ColumnType.Number, float v) => (double)v,
        (ColumnType.Number, int v) => (double)v,
        (ColumnType.Number, long v) => (double)v,
        (ColumnType.Text, string) => value,
        _ => throw new ArgumentException($"Column '{column.Name}' of table '{name}' holds {column.Type}, not "
            + $"{value?.GetType().Name ?? "null"}."),
    };

    private Array ValuesOf(Column column, int index) => column.Type switch
    {
        ColumnType.Integer => _rows.Select(row => (long)row[index]).ToArray(),
        ColumnType.Number => _rows.Select(row => (double)row[index]).ToArray(),
        _ => _rows.Select(row => (string)row[index]).ToArray(),
    };
}
