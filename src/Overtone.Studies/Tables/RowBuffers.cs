namespace Overtone.Studies.Tables;

/// <summary>The rows of all tables of a trial while it measures.</summary>
internal sealed class RowBuffers
{
    private OrderedDictionary<string, RowBuffer> _buffers = new(StringComparer.Ordinal);

    /// <summary>All buffers, in the order in which they were first asked for.</summary>
    public IEnumerable<RowBuffer> All => _buffers.Values;

    /// <summary>How many rows each table has.</summary>
    public Dictionary<string, int> Counts => _buffers.ToDictionary(b => b.Key, b => b.Value.Count, StringComparer.Ordinal);

    /// <summary>The buffer of a type's rows.</summary>
    /// <param name="name">The table's name, where it is not the type's.</param>
    /// <exception cref="ArgumentException">The type is no row of a table, or another one has a table of that name.</exception>
    public RowBuffer Of<T>(string? name = null)
    {
        RowType<T> type = RowType<T>.Instance;
        name ??= type.Table.Name;
        if (!_buffers.TryGetValue(name, out RowBuffer? buffer))
            _buffers.Add(name, buffer = type.NewBuffer(name));
        return buffer.Columns.SequenceEqual(type.Columns)
            ? buffer
            : throw new ArgumentException($"Table '{name}' has the columns {string.Join(", ", buffer.Columns.Select(c => c.Name))}; "
                + $"{typeof(T).Name} has others.");
    }

    /// <summary>Adds rows to the buffer of their type.</summary>
    /// <param name="rows">The rows, or none: there is a buffer all the same.</param>
    /// <param name="name">The table's name, where it is not the type's.</param>
    /// <exception cref="ArgumentException">The type is no row of a table, or another one has a table of that name.</exception>
    public void Add<T>(IEnumerable<T> rows, string? name = null) => RowType<T>.Instance.Append(rows, Of<T>(name));

    /// <summary>Goes back to the first rows of other buffers, as many of each as there were.</summary>
    public void Restore(RowBuffers from, IReadOnlyDictionary<string, int> counts) =>
        _buffers = new(counts.Select(c => KeyValuePair.Create(c.Key, from._buffers[c.Key].First(c.Value))), StringComparer.Ordinal);

    /// <summary>Writes all.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_buffers.Count);
        foreach (RowBuffer buffer in All)
            buffer.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RowBuffers Read(BinaryReader reader)
    {
        var buffers = new RowBuffers();
        for (int remaining = reader.ReadInt32(); remaining > 0; remaining--)
        {
            RowBuffer buffer = RowBuffer.Read(reader);
            buffers._buffers.Add(buffer.Table.Name, buffer);
        }

        return buffers;
    }
}
