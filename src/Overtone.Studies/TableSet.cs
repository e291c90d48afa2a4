using Overtone.Studies.Tables;

namespace Overtone.Studies;

/// <summary>The measured tables of a run by name: each is the concatenation of that table over all trials, in the order planned.</summary>
public sealed class TableSet
{
    private readonly Dictionary<string, Table> _tables;

    /// <summary>A set of tables with distinct names.</summary>
    /// <exception cref="ArgumentException">Two tables have the same name.</exception>
    public TableSet(IEnumerable<Table> tables) => _tables = tables.ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>All tables, in the order in which trials wrote them.</summary>
    public IReadOnlyCollection<Table> All => _tables.Values;

    /// <summary>The table of that name.</summary>
    /// <exception cref="ArgumentException">No trial wrote one.</exception>
    public Table this[string name] => _tables.TryGetValue(name, out Table? table)
        ? table
        : throw new ArgumentException($"No trial wrote a table '{name}'; there are {string.Join(", ", _tables.Keys)}.", nameof(name));

    /// <summary>Whether there is a table of that name.</summary>
    public bool Contains(string name) => _tables.ContainsKey(name);

    /// <summary>Whether there is a table of a type's rows, be it empty.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    public bool Contains<T>() => Contains(RowType<T>.Instance.Table.Name);

    /// <summary>The rows of one type; none where there is no such table.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">The table has other columns.</exception>
    public IReadOnlyList<T> Rows<T>() => _tables.TryGetValue(RowType<T>.Instance.Table.Name, out Table? table) ? table.As<T>() : [];

    /// <summary>This set with <paramref name="table"/> in the place of the one of its name.</summary>
    public TableSet With(Table table) => new(_tables.Values.Where(t => t.Name != table.Name).Append(table));

    /// <summary>The tables of several trials, those of one name joined.</summary>
    public static TableSet Join(IEnumerable<Table> tables) =>
        new(tables.GroupBy(t => t.Name, StringComparer.Ordinal).Select(g => Table.Concatenate([.. g])));
}
