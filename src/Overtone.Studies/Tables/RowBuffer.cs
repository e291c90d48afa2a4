using System.Collections;
using System.Runtime.InteropServices;

namespace Overtone.Studies.Tables;

/// <summary>Rows of one table while they are added, column by column: what a checkpoint holds without knowing their type.</summary>
internal sealed class RowBuffer
{
    /// <summary>An empty buffer.</summary>
    public RowBuffer(TableAttribute table, IReadOnlyList<Column> columns)
    {
        (Table, Columns) = (table, columns);
        Lists =
        [
            .. columns.Select(column => (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(RowValue.StoredType(column.Type)))!),
        ];
    }

    /// <summary>Name and storage.</summary>
    public TableAttribute Table { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>One list of values a column.</summary>
    public IList[] Lists { get; }

    /// <summary>The number of rows.</summary>
    public int Count => Lists[0].Count;

    /// <summary>The rows as a table.</summary>
    public Table ToTable() => new(Table.Name, Columns, [.. Lists.Select(ToArray)]);

    /// <summary>The rows as a table, where the type says so seed by seed, the seeds in the order in which they first came.</summary>
    public Table ToStoredTable()
    {
        Table table = ToTable();
        if (!Table.BySeed || Columns.FirstOrDefault(c => c is { Name: "seed", Type: ColumnType.Integer }) is null)
            return table;
        IReadOnlyList<long> seeds = table.Integers("seed");
        int[] order = [.. Enumerable.Range(0, Count).GroupBy(row => seeds[row]).SelectMany(rows => rows)];
        return order.Zip(order.Skip(1)).All(pair => pair.First < pair.Second) ? table : table.Pick(order);
    }

    /// <summary>The first rows as a buffer of their own.</summary>
    public RowBuffer First(int count)
    {
        var first = new RowBuffer(Table, Columns);
        foreach ((IList from, IList to) in Lists.Zip(first.Lists))
        {
            if (from is List<long> integers)
                ((List<long>)to).AddRange(integers[..count]);
            else if (from is List<double> numbers)
                ((List<double>)to).AddRange(numbers[..count]);
            else
                ((List<string>)to).AddRange(((List<string>)from)[..count]);
        }

        return first;
    }

    /// <summary>Writes the table's name and storage, columns and values.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Table.Name);
        writer.Write(Table.BySeed);
        writer.Write(Table.IsStored);
        writer.Write(Columns.Count);
        foreach (Column column in Columns)
        {
            writer.Write(column.Name);
            writer.Write((int)column.Type);
            writer.Write(column.Unit);
        }

        writer.Write(Count);
        foreach (IList list in Lists)
            WriteValues(list, writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RowBuffer Read(BinaryReader reader)
    {
        var table = new TableAttribute(reader.ReadString()) { BySeed = reader.ReadBoolean(), IsStored = reader.ReadBoolean() };
        Column[] columns =
        [
            .. Enumerable
                .Range(0, reader.ReadInt32())
                .Select(_ => new Column(reader.ReadString(), (ColumnType)reader.ReadInt32(), reader.ReadString())),
        ];
        var buffer = new RowBuffer(table, columns);
        int count = reader.ReadInt32();
        foreach (IList list in buffer.Lists)
            ReadValues(list, count, reader);
        return buffer;
    }

    private static void WriteValues(IList list, BinaryWriter writer)
    {
        if (list is List<long> integers)
            writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(integers)));
        else if (list is List<double> numbers)
            writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(numbers)));
        else
            ((List<string>)list).ForEach(writer.Write);
    }

    private static void ReadValues(IList list, int count, BinaryReader reader)
    {
        if (list is List<long> integers)
        {
            CollectionsMarshal.SetCount(integers, count);
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(integers)));
        }
        else if (list is List<double> numbers)
        {
            CollectionsMarshal.SetCount(numbers, count);
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(numbers)));
        }
        else
        {
            for (int row = 0; row < count; row++)
                list.Add(reader.ReadString());
        }
    }

    private static Array ToArray(IList list) => list switch
    {
        List<long> integers => integers.ToArray(),
        List<double> numbers => numbers.ToArray(),
        _ => ((List<string>)list).ToArray(),
    };
}
