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

    /// <summary>
    /// When an error falls to a level: between the last record above it and the first at or below it the error is taken to fall
    /// exponentially. NaN where it never does, or is there from the first record on.
    /// </summary>
    /// <param name="records">The error at each recorded step, the steps rising and the errors above zero.</param>
    /// <param name="level">The level, above zero.</param>
    public static double Exponential(IReadOnlyList<(double Step, double Error)> records, double level)
    {
        int first = records.Index().Where(r => r.Item.Error <= level).Select(r => r.Index).FirstOrDefault(-1);
        if (first < 1)
            return double.NaN;
        ((double Step, double Error) before, (double Step, double Error) after) = (records[first - 1], records[first]);
        return before.Step + (Math.Log(before.Error / level) / Math.Log(before.Error / after.Error) * (after.Step - before.Step));
    }
}
