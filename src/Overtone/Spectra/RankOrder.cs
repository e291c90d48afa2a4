using MathNet.Numerics.Statistics;

namespace Overtone.Spectra;

/// <summary>
/// In which order frequencies reach something: the statistic of claims that low ones come first.
/// Source: Spearman's rank correlation; what is never reached counts as last (1901.06523, Fig. 1 and 2; 1806.08734, Fig. 1).
/// </summary>
public static class RankOrder
{
    /// <summary>
    /// The rank correlation of frequency and step. Frequencies that never reach it rank together behind all others; 0 where all reach it at
    /// one step, and NaN where fewer than two reach it: there is no order then.
    /// </summary>
    /// <param name="reached">Frequencies with the step at which each reaches it; NaN for never.</param>
    public static double Of(IEnumerable<(double Frequency, double Step)> reached)
    {
        (double Frequency, double Step)[] all = [.. reached];
        if (all.Count(r => !double.IsNaN(r.Step)) < 2)
            return double.NaN;
        double[] steps = [.. all.Select(r => double.IsNaN(r.Step) ? double.MaxValue : r.Step)];
        return steps.Distinct().Count() == 1 ? 0 : Correlation.Spearman(all.Select(r => r.Frequency), steps);
    }
}
