namespace Overtone.Spectra;

/// <summary>
/// When frequencies are learned: the first recorded step at which the ratio 2 |f̃| / A reaches a level.
/// Source: 1806.08734, Fig. 1.
/// </summary>
public static class LearningTimes
{
    /// <summary>The step of every frequency, by rising frequency; NaN where the level is never reached.</summary>
    /// <param name="ratios">Ratios by step and frequency; of several seeds the mean ratio counts, as published.</param>
    /// <param name="level">The level.</param>
    public static (double Frequency, double Step)[] Of(IEnumerable<(long Step, double Frequency, double Ratio)> ratios, double level) =>
        [.. ratios.GroupBy(r => r.Frequency).OrderBy(g => g.Key).Select(frequency =>
        {
            (double Step, double Ratio)[] means =
                [.. frequency.GroupBy(r => r.Step).OrderBy(g => g.Key).Select(g => ((double)g.Key, g.Average(r => r.Ratio)))];
            return (frequency.Key, Crossing.First([.. means.Select(m => m.Step)], record => means[record].Ratio >= level));
        })];

    /// <summary>
    /// How many times as long the highest frequency needs as the second lowest; where it is not learned, the last step stands for it, a
    /// lower bound.
    /// </summary>
    public static double Delay(IReadOnlyList<(double Frequency, double Step)> times, double last) =>
        (double.IsNaN(times[^1].Step) ? last : times[^1].Step) / times[1].Step;
}
