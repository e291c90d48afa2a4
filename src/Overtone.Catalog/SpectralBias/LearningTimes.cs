using MathNet.Numerics.Statistics;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// When frequencies are learned: the first recorded step at which the ratio 2 |f̃| / A reaches a level.
/// Source: 1806.08734, Fig. 1.
/// </summary>
internal static class LearningTimes
{
    /// <summary>The step of every frequency, by rising frequency; NaN where the level is never reached.</summary>
    /// <param name="rows">Rows with columns <c>step</c>, <c>frequency</c> and <c>ratio</c>; of several seeds the mean ratio counts, as published.</param>
    /// <param name="level">The level.</param>
    public static (double Frequency, double Step)[] Of(IEnumerable<Row> rows, double level) =>
        [.. rows.GroupBy(r => r.Number("frequency")).OrderBy(g => g.Key).Select(frequency => (frequency.Key, frequency
            .GroupBy(r => r.Integer("step"))
            .Where(step => step.Average(r => r.Number("ratio")) >= level)
            .Select(step => (double)step.Key)
            .DefaultIfEmpty(double.NaN)
            .Min()))];

    /// <summary>
    /// The rank correlation of frequency and step. Frequencies that are never learned rank together behind all others; 0 where all are learned at one step, and NaN
    /// where none is.
    /// </summary>
    public static double Order(IReadOnlyList<(double Frequency, double Step)> times)
    {
        if (times.All(t => double.IsNaN(t.Step)))
            return double.NaN;
        double[] steps = [.. times.Select(t => double.IsNaN(t.Step) ? double.MaxValue : t.Step)];
        return steps.Distinct().Count() == 1 ? 0 : Correlation.Spearman(times.Select(t => t.Frequency), steps);
    }

    /// <summary>How many times as long the highest frequency needs as the second lowest; where it is not learned, the last step stands for it, a lower bound.</summary>
    public static double Delay(IReadOnlyList<(double Frequency, double Step)> times, double last) =>
        (double.IsNaN(times[^1].Step) ? last : times[^1].Step) / times[1].Step;
}
