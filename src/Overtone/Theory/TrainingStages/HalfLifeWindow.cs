namespace Overtone.Theory.TrainingStages;

/// <summary>
/// A stretch of training in which the loss halves: the share of its change that happened above a cut-off, ∫|dL⁺/dt| dt / ∫|dL/dt| dt, and
/// the most it can be, 2√2 sup G √T. On plateaus, where the share of a moment has no bound, that of a window still has.
/// Source: 1906.09235, the theorem of the intermediate stage, in the form derived here.
/// </summary>
/// <param name="First">The step it begins with.</param>
/// <param name="Last">The step it ends with.</param>
/// <param name="Ratios">The shares, one a cut-off.</param>
/// <param name="Bounds">Their bounds, one a cut-off.</param>
public sealed record HalfLifeWindow(int First, int Last, IReadOnlyList<double> Ratios, IReadOnlyList<double> Bounds)
{
    /// <summary>The windows of a training, one after the other; the last one only if the loss has halved by the end.</summary>
    /// <param name="steps">The rates at every step.</param>
    /// <param name="stepSize">The time from one step to the next: the learning rate.</param>
    public static IEnumerable<HalfLifeWindow> Of(IReadOnlyList<LossRates> steps, double stepSize)
    {
        int first = 0;
        for (int last = 1; last < steps.Count; last++)
        {
            if (steps[last].Loss > steps[first].Loss / 2)
                continue;
            LossRates[] window = [.. Enumerable.Range(first, last - first).Select(step => steps[step])];
            double whole = window.Sum(rates => rates.GradientSquare), time = stepSize * window.Length;
            int[] cutoffs = [.. Enumerable.Range(0, steps[0].HighRate.Count)];
            yield return new HalfLifeWindow(
                first, last,
                [.. cutoffs.Select(cutoff => window.Sum(rates => Math.Abs(rates.HighRate[cutoff])) / whole)],
                [.. cutoffs.Select(cutoff => 2 * Math.Sqrt(2 * time) * window.Max(rates => rates.HighTangents[cutoff]))]);
            first = last;
        }
    }
}
