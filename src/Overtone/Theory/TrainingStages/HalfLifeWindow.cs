namespace Overtone.Theory.TrainingStages;

/// <summary>
/// A stretch of training in which the loss halves: the change of the energy above a cut-off, as a part of the loss's,
/// ∫|dE⁺/dt| dt / ∫|dL/dt| dt, and the most it can be, 2√2 sup G √T L^(1/p − 1/2) with the loss at the beginning; for p = 2 without the
/// loss. On plateaus, where the share of a moment has no bound, that of a window still has.
/// Source: 1906.09235, the theorem of the intermediate stage, in the form derived here.
/// </summary>
/// <remarks>
/// By the bound of a moment, ∫|dE⁺/dt| dt ≤ 2 sup √E⁺ sup G ∫|∇L| dt ≤ 2 sup √E⁺ sup G √(T ∫|∇L|² dt), and ∫|∇L|² dt = ∫|dL/dt| dt is
/// half the first loss or more. As the loss falls, E⁺ ≤ L^(2/p) with the first loss.
/// </remarks>
/// <param name="First">The step it begins with.</param>
/// <param name="Last">The step it ends with.</param>
/// <param name="Ratios">The shares, one a cut-off.</param>
/// <param name="Bounds">Their bounds, one a cut-off.</param>
public sealed record HalfLifeWindow(int First, int Last, IReadOnlyList<double> Ratios, IReadOnlyList<double> Bounds)
{
    /// <summary>The windows of a training, one after the other; the last one only if the loss has halved by the end.</summary>
    /// <param name="steps">The rates at every step.</param>
    /// <param name="stepSize">The time from one of them to the next: the learning rate, where there is one at every step.</param>
    public static IEnumerable<HalfLifeWindow> Of(IReadOnlyList<LossRates> steps, double stepSize)
    {
        int first = 0;
        for (int last = 1; last < steps.Count; last++)
        {
            if (steps[last].Loss > steps[first].Loss / 2)
                continue;
            LossRates[] window = [.. Enumerable.Range(first, last - first).Select(step => steps[step])];
            LossRates begin = window[0];
            double whole = window.Sum(rates => rates.GradientSquare), time = stepSize * window.Length,
                scale = Math.Pow(begin.Loss, (1 / begin.Power) - 0.5);
            int[] cutoffs = [.. Enumerable.Range(0, steps[0].HighRate.Count)];
            yield return new HalfLifeWindow(
                first, last,
                [.. cutoffs.Select(cutoff => window.Sum(rates => Math.Abs(rates.HighRate[cutoff])) / whole)],
                [.. cutoffs.Select(cutoff => 2 * Math.Sqrt(2 * time) * window.Max(rates => rates.HighTangents[cutoff]) * scale)]);
            first = last;
        }
    }
}
