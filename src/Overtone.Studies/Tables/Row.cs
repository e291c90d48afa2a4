namespace Overtone.Studies.Tables;

/// <summary>One row of a <see cref="Table"/>: a view, read by column name.</summary>
public readonly struct Row : IEquatable<Row>
{
    internal Row(Table table, int index) => (Table, Index) = (table, index);

    /// <summary>The table this row belongs to.</summary>
    public Table Table { get; }

    /// <summary>The row's place in the table, from 0.</summary>
    public int Index { get; }

    /// <summary>The integer in a column.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds no integers.</exception>
    public long Integer(string column) => Table.Integers(column)[Index];

    /// <summary>The number in a column of numbers or integers.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds text.</exception>
    public double Number(string column) =>
        Table[column].Type == ColumnType.Integer ? Table.Integers(column)[Index] : Table.Numbers(column)[Index];

    /// <summary>The text in a column of text, or the invariant spelling of a number.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public string Text(string column) => Table[column].Type switch
    {
        ColumnType.Integer => Table.Integers(column)[Index].ToString(System.Globalization.CultureInfo.InvariantCulture),
        ColumnType.Number => Table.Numbers(column)[Index].ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => Table.Texts(column)[Index],
    };

    /// <inheritdoc/>
    public bool Equals(Row other) => ReferenceEquals(Table, other.Table) && Index == other.Index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Row other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Table, Index);

    /// <summary>Whether two rows are the same row of the same table.</summary>
    public static bool operator ==(Row left, Row right) => left.Equals(right);

    /// <summary>Whether two rows are not the same row of the same table.</summary>
    public static bool operator !=(Row left, Row right) => !left.Equals(right);
}
