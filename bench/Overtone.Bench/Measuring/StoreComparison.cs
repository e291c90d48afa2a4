using Overtone.Studies.Tables;

namespace Overtone.Bench.Measuring;

/// <summary>
/// Compares two trial stores, as before and after a rebuild: which trials are in both under one key, and whether their tables are equal in
/// every column, unit and value, bit for bit.
/// </summary>
internal static class StoreComparison
{
    public static bool IsAskedFor(string[] args) => args is ["stores", _, _];

    /// <summary>Prints what differs.</summary>
    /// <returns>0 when nothing does, 1 otherwise.</returns>
    public static int Compare(string before, string after)
    {
        SortedDictionary<string, string> first = Trials(before), second = Trials(after);
        int differences = 0;
        void Differ(string text)
        {
            differences++;
            Console.WriteLine(text);
        }

        foreach (string missing in first.Keys.Except(second.Keys))
            Differ($"{missing}: only before");
        foreach (string added in second.Keys.Except(first.Keys))
            Differ($"{added}: only after");
        string[] common = [.. first.Keys.Intersect(second.Keys)];
        foreach (string trial in common)
        {
            foreach (string difference in Differences(first[trial], second[trial]))
                Differ($"{trial}: {difference}");
        }

        Console.WriteLine($"{common.Length} trials in both, {differences} differences");
        return differences == 0 ? 0 : 1;
    }

    private static SortedDictionary<string, string> Trials(string store) => new(
        Directory.GetFiles(Path.Combine(store, "trials"), "trial.json", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!).ToDictionary(folder => Path.GetRelativePath(store, folder)),
        StringComparer.Ordinal);

    private static IEnumerable<string> Differences(string before, string after)
    {
        string[] tables = Tables(before), others = Tables(after);
        foreach (string name in tables
            .Except(others)
            .Select(n => $"{n} only before")
            .Concat(others.Except(tables).Select(n => $"{n} only after")))
            yield return name;
        foreach (string name in tables.Intersect(others))
        {
            Table first = Read(before, name), second = Read(after, name);
            if (!first.Columns.SequenceEqual(second.Columns))
                yield return $"{name}: columns {string.Join(", ", first.Columns.Except(second.Columns))} before, "
                    + $"{string.Join(", ", second.Columns.Except(first.Columns))} after";
            else if (first.RowCount != second.RowCount)
                yield return $"{name}: {first.RowCount} rows before, {second.RowCount} after";
            else if (first.Columns.Where(c => !AreEqual(first, second, c)).Select(c => c.Name).ToArray() is { Length: > 0 } columns)
                yield return $"{name}: other values in {string.Join(", ", columns)}";
        }
    }

    private static string[] Tables(string folder) =>
        [.. Directory.GetFiles(folder, "*.parquet").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static Table Read(string folder, string name) => TableFile.Read(Path.Combine(folder, name + ".parquet"), name);

    private static bool AreEqual(Table first, Table second, Column column) => column.Type switch
    {
        ColumnType.Integer => first.Integers(column.Name).SequenceEqual(second.Integers(column.Name)),
        ColumnType.Text => first.Texts(column.Name).SequenceEqual(second.Texts(column.Name)),
        _ =>
            first
                .Numbers(column.Name)
                .Select(BitConverter.DoubleToInt64Bits)
                .SequenceEqual(second.Numbers(column.Name).Select(BitConverter.DoubleToInt64Bits)),
    };
}
