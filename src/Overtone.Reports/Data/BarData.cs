using Overtone.Studies.Findings;

namespace Overtone.Reports.Data;

/// <summary>What a <see cref="BarPanel"/> draws.</summary>
/// <param name="Categories">The categories' names, in order.</param>
/// <param name="Series">The series' names, in order.</param>
/// <param name="AreNumbers">Whether the series are numbers in ascending order.</param>
/// <param name="Bars">For [category, series] the mean and range over the rows that share them.</param>
internal sealed record BarData(IReadOnlyList<string> Categories, IReadOnlyList<string> Series, bool AreNumbers, MeanRange[,] Bars)
{
    /// <summary>Reads the panel's rows.</summary>
    /// <exception cref="ArgumentException">A column is missing or holds text in place of numbers.</exception>
    public static BarData Of(BarPanel panel, PanelRows rows)
    {
        Groups categories = rows.GroupBy(panel.Category), series = rows.GroupBy(panel.Series);
        IReadOnlyList<double> y = rows.Numbers(panel.Y.Column);
        ILookup<(int, int), double> values = Enumerable.Range(0, rows.Count)
            .ToLookup(row => (categories.OfRow[row], series.OfRow[row]), row => y[row]);

        var bars = new MeanRange[categories.Labels.Count, series.Labels.Count];
        for (int category = 0; category < categories.Labels.Count; category++)
        {
            for (int one = 0; one < series.Labels.Count; one++)
                bars[category, one] = MeanRange.Of(values[(category, one)]);
        }

        return new BarData(categories.Labels, series.Labels, series.AreNumbers, bars);
    }
}
