using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Hosting;

/// <summary>How far two measurements of one trial lie apart.</summary>
/// <param name="Label">The trial's label.</param>
/// <param name="Numbers">How many numbers were compared.</param>
/// <param name="LargestDifference">The largest |a − b| / max(1, |a|); infinite when shapes or texts differ.</param>
/// <param name="Where">Table and column of the largest difference.</param>
internal sealed record TrialComparison(string Label, long Numbers, double LargestDifference, string Where)
{
    /// <summary>Compares every table.</summary>
    public static TrialComparison Between(StoredTrial first, StoredTrial second)
    {
        long numbers = 0;
        (double Difference, string Where) largest = (0, "");
        foreach (Table table in first.Tables)
        {
            Table? other = second.Tables.FirstOrDefault(t => t.Name == table.Name);
            if (other is null || other.RowCount != table.RowCount || !other.Columns.SequenceEqual(table.Columns))
                return new TrialComparison(first.Trial.Label, numbers, double.PositiveInfinity, table.Name);
            foreach (Column column in table.Columns)
            {
                double difference = Difference(table, other, column);
                if (difference > largest.Difference)
                    largest = (difference, $"{table.Name}.{column.Name}");
                numbers += column.Type == ColumnType.Text ? 0 : table.RowCount;
            }
        }

        return new TrialComparison(first.Trial.Label, numbers, largest.Difference, largest.Where);
    }

    private static double Difference(Table first, Table second, Column column) => column.Type == ColumnType.Text
        ? (first.Texts(column.Name).SequenceEqual(second.Texts(column.Name)) ? 0 : double.PositiveInfinity)
        : first.Rows.Zip(second.Rows, (a, b) => Difference(a.Number(column.Name), b.Number(column.Name))).DefaultIfEmpty(0).Max();

    private static double Difference(double first, double second)
    {
        if (first.Equals(second))
            return 0;
        double difference = Math.Abs(first - second) / Math.Max(1, Math.Abs(first));
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }
}
