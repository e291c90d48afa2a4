using Parquet;
using Parquet.Schema;

namespace Overtone.Studies.Tables;

/// <summary>Writes a <see cref="Table"/> as one Parquet file and reads it back; units travel in the file's metadata.</summary>
public static class TableFile
{
    private const string UnitPrefix = "unit:";

    /// <summary>Writes <paramref name="table"/> to <paramref name="path"/>. The same table gives the same bytes.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(Table table, string path)
    {
        using FileStream stream = File.Create(path);
        WriteAsync(table, stream).GetAwaiter().GetResult();
        TableSeal.Put(stream);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Reads the table named <paramref name="name"/> from <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">The file is not a table that <see cref="Write"/> wrote.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table Read(string path, string name)
    {
        using FileStream stream = File.OpenRead(path);
        return TableSeal.Holds(stream)
            ? Read(stream, path, name)
            : throw StoredFile.Fault(path, "Parquet", $"{stream.Length} bytes that are not an intact table", "a table that Overtone wrote");
    }

    /// <summary>Reads a table whose content is known to be what was written, by a checksum of the whole file.</summary>
    /// <inheritdoc cref="Read(string, string)" path="/exception"/>
    internal static Table ReadChecked(string path, string name)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path, name);
    }

    private static Table Read(FileStream stream, string path, string name)
    {
        try
        {
            return ReadAsync(stream, name).GetAwaiter().GetResult();
        }
        catch (UnfitTableException e)
        {
            throw StoredFile.Fault(path, e.Place, e.Message, e.Expected, e);
        }
        catch (Exception e)
        {
            // The library meets damage with any kind of error, and with words about itself.
            string found = e is OutOfMemoryException ? "more than fits into memory" : $"{stream.Length} bytes that are not an intact table";
            throw StoredFile.Fault(path, "Parquet", found, "a table that Overtone wrote", e);
        }
    }

    private static async Task WriteAsync(Table table, Stream stream)
    {
        DataField[] fields = [.. table.Columns.Select(Field)];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        writer.CustomMetadata = table.Columns.ToDictionary(c => UnitPrefix + c.Name, c => c.Unit, StringComparer.Ordinal);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int index = 0; index < fields.Length; index++)
        {
            await (table.ValuesAt(index) switch
            {
                long[] integers => group.WriteAsync<long>(fields[index], integers),
                double[] numbers => group.WriteAsync<double>(fields[index], numbers),
                string[] texts => group.WriteAsync(fields[index], texts),
                _ => throw new InvalidOperationException("unknown column type"),
            });
        }
    }

    private static async Task<Table> ReadAsync(Stream stream, string name)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        Column[] columns =
        [
            .. reader.Schema.DataFields.Select(f => new Column(
                f.Name, TypeOf(f), reader.CustomMetadata.GetValueOrDefault(UnitPrefix + f.Name, ""))),
        ];
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        RequireRows(group.RowCount, stream.Length);
        var values = new Array[columns.Length];
        for (int index = 0; index < columns.Length; index++)
            values[index] = await ReadColumnAsync(group, reader.Schema.DataFields[index], (int)group.RowCount);
        return new Table(name, columns, values);
    }

    // Equal values pack well, but a damaged number of rows must not ask for gigabytes.
    private static void RequireRows(long rows, long bytes)
    {
        const int Always = 1 << 20, PerByte = 1_000;
        long most = Math.Min(Math.Max(Always, bytes * PerByte), Array.MaxLength / sizeof(double));
        if (rows < 0 || rows > most)
            throw new UnfitTableException("rows", $"{rows} in {bytes} bytes", $"0 to {most}");
    }

    private static async Task<Array> ReadColumnAsync(ParquetRowGroupReader group, DataField field, int count)
    {
        switch (TypeOf(field))
        {
            case ColumnType.Integer:
                var integers = new long[count];
                await group.ReadAsync<long>(field, integers);
                return integers;
            case ColumnType.Number:
                var numbers = new double[count];
                await group.ReadAsync<double>(field, numbers);
                return numbers;
            default:
                var texts = new string?[count];
                await group.ReadAsync(field, texts.AsMemory());
                return texts.Select(text => text ?? "").ToArray();
        }
    }

    private static DataField Field(Column column) => column.Type switch
    {
        ColumnType.Integer => new DataField(column.Name, typeof(long), isNullable: false),
        ColumnType.Number => new DataField(column.Name, typeof(double), isNullable: false),
        _ => new DataField(column.Name, typeof(string), isNullable: false),
    };

    private static ColumnType TypeOf(DataField field) => field.ClrType switch
    {
        Type t when t == typeof(long) => ColumnType.Integer,
        Type t when t == typeof(double) => ColumnType.Number,
        // The reader names the type it stores text in, not the one it gives.
        Type t when t == typeof(string) || t == typeof(ReadOnlyMemory<char>) => ColumnType.Text,
        _ => throw new UnfitTableException($"column '{field.Name}'", field.ClrType.Name, "integers, numbers or text"),
    };

    private sealed class UnfitTableException(string index, string found, string expected) : Exception(found)
    {
        public string Place => index;

        public string Expected => expected;
    }
}
