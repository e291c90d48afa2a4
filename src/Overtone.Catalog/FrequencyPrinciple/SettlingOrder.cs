using MathNet.Numerics.Statistics;
using Overtone.Spectra;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// In which order frequencies settle: the statistic of the frequency principle's claims, from tables of errors over training.
/// Source: 1901.06523, Fig. 1 and 2.
/// </summary>
internal static class SettlingOrder
{
    /// <summary>The settling step of every frequency; NaN where it never settles.</summary>
    /// <param name="rows">Rows of one replicate, with columns <c>frequency</c>, <paramref name="step"/> and <paramref name="error"/>.</param>
    /// <param name="threshold">The error below which a frequency counts as learned.</param>
    /// <param name="step">The column of steps or epochs.</param>
    /// <param name="error">The column of errors.</param>
    public static IReadOnlyList<(double Frequency, double Settling, double FirstCrossing)> Of(IEnumerable<Row> rows, double threshold, string step = "step", string error = "error") =>
        [.. rows.GroupBy(r => r.Number("frequency")).OrderBy(g => g.Key).Select(group =>
        {
            Row[] ordered = [.. group.OrderBy(r => r.Number(step))];
            double[] steps = [.. ordered.Select(r => r.Number(step))], errors = [.. ordered.Select(r => r.Number(error))];
            return (group.Key, ConvergenceStep.Settling(steps, errors, threshold), ConvergenceStep.FirstCrossing(steps, errors, threshold));
        })];

    /// <summary>
    /// The rank correlation between frequency and settling step. A frequency that never settles ranks behind all that do; NaN when fewer than
    /// two settle.
    /// </summary>
    public static double RankCorrelation(IReadOnlyList<(double Frequency, double Settling, double FirstCrossing)> settling)
    {
        if (settling.Count(s => !double.IsNaN(s.Settling)) < 2)
            return double.NaN;
        return Correlation.Spearman(settling.Select(s => s.Frequency), settling.Select(s => double.IsNaN(s.Settling) ? double.MaxValue : s.Settling));
    }
}
