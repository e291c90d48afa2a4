using Overtone.Studies.Findings;

namespace Overtone.Reports.Data;

/// <summary>What a <see cref="HeatMapPanel"/> draws.</summary>
/// <param name="X">The columns' values, ascending.</param>
/// <param name="Y">The rows' values, ascending.</param>
/// <param name="Cells">The mean for [place in y, place in x]; NaN where there is no value.</param>
internal sealed record HeatMapData(IReadOnlyList<double> X, IReadOnlyList<double> Y, double[,] Cells)
{
    /// <summary>Reads the panel's rows.</summary>
    /// <exception cref="ArgumentException">A column is missing or holds text in place of numbers.</exception>
    public static HeatMapData Of(HeatMapPanel panel, PanelRows rows)
    {
        Groups x = Groups.OfNumbers(rows.Numbers(panel.X.Column)), y = Groups.OfNumbers(rows.Numbers(panel.Y.Column));
        IReadOnlyList<double> values = rows.Numbers(panel.Value.Column);

        var cells = new double[y.Values.Count, x.Values.Count];
        var counts = new int[y.Values.Count, x.Values.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            (int across, int up) = (x.OfRow[row], y.OfRow[row]);
            if (across < 0 || up < 0 || !double.IsFinite(values[row]))
                continue;
            cells[up, across] += values[row];
            counts[up, across]++;
        }

        for (int up = 0; up < cells.GetLength(0); up++)
        {
            for (int across = 0; across < cells.GetLength(1); across++)
                cells[up, across] = counts[up, across] == 0 ? double.NaN : cells[up, across] / counts[up, across];
        }

        return new HeatMapData(x.Values, y.Values, cells);
    }
}
