using Overtone.Studies.Findings;

namespace Overtone.Reports.Data;

/// <summary>One point of a series.</summary>
/// <param name="X">The place on the horizontal axis.</param>
/// <param name="Y">The mean over the replicates with their range; NaN is a gap.</param>
internal sealed record SeriesPoint(double X, MeanRange Y);

/// <summary>One series.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Points">Its points, in ascending order of x.</param>
internal sealed record SeriesLine(string Label, IReadOnlyList<SeriesPoint> Points);

/// <summary>What a <see cref="SeriesPanel"/> draws.</summary>
/// <param name="Lines">The series, in order.</param>
/// <param name="AreNumbers">Whether the series are numbers in ascending order.</param>
/// <param name="WholeX">Whether x holds whole numbers only.</param>
/// <param name="WholeY">Whether y holds whole numbers only.</param>
internal sealed record SeriesData(IReadOnlyList<SeriesLine> Lines, bool AreNumbers, bool WholeX, bool WholeY)
{
    /// <summary>Reads the panel's rows.</summary>
    /// <exception cref="ArgumentException">A column is missing or holds text in place of numbers.</exception>
    public static SeriesData Of(SeriesPanel panel, PanelRows rows)
    {
        IReadOnlyList<double> x = rows.Numbers(panel.X.Column), y = rows.Numbers(panel.Y.Column);
        Groups groups = rows.GroupBy(panel.Series);
        if (panel.Replicate is not null)
            rows.Check(panel.Replicate);

        ILookup<int, int> places = Enumerable.Range(0, rows.Count)
            .Where(row => groups.OfRow[row] >= 0 && double.IsFinite(x[row]))
            .ToLookup(row => groups.OfRow[row]);
        return new SeriesData(
            [.. groups.Labels.Select((label, group) => new SeriesLine(label, Points([.. places[group].OrderBy(row => x[row])])))],
            groups.AreNumbers,
            rows.AreWhole(panel.X.Column),
            rows.AreWhole(panel.Y.Column) && panel.Replicate is null);

        SeriesPoint[] Points(int[] ordered) => panel.Replicate is null
            ? [.. ordered.Select(row => new SeriesPoint(x[row], MeanRange.Of([y[row]])))]
            : [.. ordered.GroupBy(row => x[row]).Select(same => new SeriesPoint(same.Key, MeanRange.Of(same.Select(row => y[row]))))];
    }
}
