using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>How a difference falls with width: the slope of its logarithm against that of the width, within one seed.</summary>
internal static class WidthSlope
{
    /// <summary>The slope of each seed.</summary>
    /// <param name="rows">Rows with columns <c>width</c>, <c>seed</c> and <paramref name="column"/>.</param>
    /// <param name="column">The column of differences.</param>
    public static IReadOnlyList<double> PerSeed(IEnumerable<Row> rows, string column) =>
        [.. rows.GroupBy(r => r.Integer("seed")).Select(seed => LineFit.Of([.. seed.Select(r => (Math.Log(r.Number("width")), Math.Log(r.Number(column))))]).Slope)];

    /// <summary>The mean slope as a number of the summary.</summary>
    /// <param name="distances">A table of distances; controls are left out.</param>
    /// <param name="column">The column of differences.</param>
    /// <param name="name">What it holds, in words.</param>
    public static Estimate Estimate(Table distances, string column, string name)
    {
        (double slope, double low, double high) = BootstrapInterval.OfMean(PerSeed(distances.Rows.Where(r => !r.Text("experiment").StartsWith("control", StringComparison.Ordinal)), column));
        return new Estimate
        {
            Name = $"{column}_slope",
            Value = slope,
            Low = low,
            High = high,
            Statement = $"The {name} difference of network and prediction falls with width to the power {StudyText.Number(slope)}.",
        };
    }
}
