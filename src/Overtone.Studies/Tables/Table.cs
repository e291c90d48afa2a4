namespace Overtone.Studies.Tables;

/// <summary>
/// Numbers in long form: typed, named columns with units, all of one length. Everything a study measures is a table, and every figure
/// and verdict is made from tables. A table never changes.
/// </summary>
public sealed class Table
{
    private readonly Dictionary<string, int> _indices;
    private readonly Array[] _values;

    internal Table(string name, IReadOnlyList<Column> columns, Array[] values)
    {
        Name = name;
        Columns = columns;
        _values = values;
        _indices = columns.Select((column, position) => (column.Name, position))
            .ToDictionary(p => p.Name, p => p.position, StringComparer.Ordinal);
        RowCount = values.Length == 0 ? 0 : values[0].Length;
    }

    /// <summary>The name, unique within a study.</summary>
    public string Name { get; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The rows, in order.</summary>
    public IEnumerable<Row> Rows => Enumerable.Range(0, RowCount).Select(index => new Row(this, index));

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Column this[string name] => Columns[Place(name)];

    /// <summary>The values of a column of integers.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public IReadOnlyList<long> Integers(string name) => Values<long>(name);

    /// <summary>The values of a column of numbers.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public IReadOnlyList<double> Numbers(string name) => Values<double>(name);

    /// <summary>The values of a column of text.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public IReadOnlyList<string> Texts(string name) => Values<string>(name);

    /// <summary>The rows for which <paramref name="keep"/> holds, as a table of the same name and columns.</summary>
    public Table Where(Func<Row, bool> keep) => Pick([.. Rows.Where(keep).Select(row => row.Index)]);

    /// <summary>This table under another name.</summary>
    public Table WithName(string name) => new(name, Columns, _values);

    /// <summary>The rows at the given places, in that order, as a table of the same name and columns.</summary>
    /// <exception cref="IndexOutOfRangeException">A place is not a row.</exception>
    public Table Pick(IReadOnlyList<int> positions) =>
        new(Name, Columns, [.. _values.Select(values => PickFrom(values, positions))]);

    /// <summary>
    /// This table with one column's values shuffled among the rows, by a fixed rule. Tests feed it to a study's conclusion, which must
    /// then not be supported.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Permute(string column, int seed)
    {
        int[] positions = [.. Enumerable.Range(0, RowCount)];
        new Random(seed).Shuffle(positions);
        var values = (Array[])_values.Clone();
        values[Place(column)] = PickFrom(values[Place(column)], positions);
        return new Table(Name, Columns, values);
    }

    /// <summary>All rows of tables with the same name and columns, one table after the other.</summary>
    /// <exception cref="ArgumentException">There is no table, or two differ in name or columns.</exception>
    public static Table Concatenate(IReadOnlyList<Table> tables)
    {
        if (tables.Count == 0)
            throw new ArgumentException("There is no table to concatenate.", nameof(tables));
        if (tables.FirstOrDefault(t => t.Name != tables[0].Name || !t.Columns.SequenceEqual(tables[0].Columns)) is { } other)
            throw new ArgumentException($"Table '{other.Name}' has different columns from '{tables[0].Name}' before it.", nameof(tables));
        return new Table(
            tables[0].Name, tables[0].Columns, [.. tables[0].Columns.Select((_, c) => Join([.. tables.Select(t => t._values[c])]))]);
    }

    /// <summary>A table of typed rows.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <param name="rows">The rows, in order.</param>
    /// <exception cref="ArgumentException">The type is no row of a table.</exception>
    public static Table Of<T>(params IEnumerable<T> rows)
    {
        var buffer = RowType<T>.Instance.NewBuffer();
        RowType<T>.Instance.Append(rows, buffer);
        return buffer.ToTable();
    }

    /// <summary>The rows as records.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">A column that the record needs is missing or holds something else.</exception>
    public IReadOnlyList<T> As<T>() => RowType<T>.Instance.Read(this);

    internal Array ValuesAt(int position) => _values[position];

    /// <summary>The values of a column like this one, whatever its unit.</summary>
    internal Array ValuesOf(Column like) =>
        this[like.Name].Type == like.Type
            ? _values[Place(like.Name)]
            : throw new ArgumentException(
                $"Column '{like.Name}' of table '{Name}' holds {this[like.Name].Type}, not {like.Type}.", nameof(like));

    private T[] Values<T>(string name) => _values[Place(name)] as T[]
        ?? throw new ArgumentException($"Column '{name}' of table '{Name}' holds {this[name].Type}, not {typeof(T).Name}.", nameof(name));

    private int Place(string name) => _indices.TryGetValue(name, out int position)
        ? position
        : throw new ArgumentException($"Table '{Name}' has no column '{name}'; it has {string.Join(", ", _indices.Keys)}.", nameof(name));

    private static Array PickFrom(Array values, IReadOnlyList<int> positions) => values switch
    {
        long[] integers => positions.Select(p => integers[p]).ToArray(),
        double[] numbers => positions.Select(p => numbers[p]).ToArray(),
        string[] texts => positions.Select(p => texts[p]).ToArray(),
        _ => throw new InvalidOperationException("unknown column type"),
    };

    private static Array Join(Array[] parts)
    {
        var joined = Array.CreateInstance(parts[0].GetType().GetElementType()!, parts.Sum(p => p.Length));
        int at = 0;
        foreach (Array part in parts)
        {
            part.CopyTo(joined, at);
            at += part.Length;
        }

        return joined;
    }
}
