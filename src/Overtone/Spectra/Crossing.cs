namespace Overtone.Spectra;

/// <summary>
/// The first of rising steps at which something holds, whatever rises: training steps, epochs, lengths of a perturbation.
/// Source: none; each claim says what must hold (1806.08734, Fig. 1: the ratio reaches a level; 1901.06523, Fig. 2: the error falls below
/// one).
/// </summary>
public static class Crossing
{
    /// <summary>The first step; NaN where there is none.</summary>
    /// <param name="steps">The recorded steps, rising.</param>
    /// <param name="holds">Whether it holds at a record, given its index.</param>
    public static double First(IReadOnlyList<double> steps, Func<int, bool> holds)
    {
        for (int record = 0; record < steps.Count; record++)
        {
            if (holds(record))
                return steps[record];
        }

        return double.NaN;
    }
}
