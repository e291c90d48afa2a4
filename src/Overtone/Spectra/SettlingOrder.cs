namespace Overtone.Spectra;

/// <summary>
/// In which order frequencies settle: the statistic of the frequency principle's claims, from errors over training.
/// Source: 1901.06523, Fig. 1 and 2.
/// </summary>
public static class SettlingOrder
{
    /// <summary>The settling step of every frequency and its first crossing, by rising frequency; NaN where it never settles.</summary>
    /// <param name="errors">The errors of one replicate, by frequency and step or epoch.</param>
    /// <param name="threshold">The error below which a frequency counts as learned.</param>
    public static IReadOnlyList<(double Frequency, double Settling, double FirstCrossing)> Of(
        IEnumerable<(double Frequency, double Step, double Error)> errors, double threshold) =>
        [.. errors.GroupBy(r => r.Frequency).OrderBy(g => g.Key).Select(frequency =>
        {
            (double Frequency, double Step, double Error)[] ordered = [.. frequency.OrderBy(r => r.Step)];
            double[] steps = [.. ordered.Select(r => r.Step)], values = [.. ordered.Select(r => r.Error)];
            return (
                frequency.Key, ConvergenceStep.Settling(steps, values, threshold),
                Crossing.First(steps, record => values[record] < threshold));
        })];
}
