namespace Overtone.Spectra;

/// <summary>
/// When an error has converged. The settling step is what claims are about: on real data errors dip below a threshold and rise again, so
/// that first crossings are not ordered by frequency although settling steps are.
/// Source: 1901.06523, Fig. 2 (MNIST: f2 and f3 dip near epoch 12 and rise again).
/// </summary>
public static class ConvergenceStep
{
    /// <summary>The first recorded step from which on the error stays below the threshold to the end; NaN when it never settles.</summary>
    /// <param name="steps">The recorded steps, rising.</param>
    /// <param name="errors">The error at each.</param>
    /// <param name="threshold">The threshold.</param>
    /// <exception cref="ArgumentException">The two lists have different lengths.</exception>
    public static double Settling(IReadOnlyList<double> steps, IReadOnlyList<double> errors, double threshold)
    {
        if (steps.Count != errors.Count)
            throw new ArgumentException($"There are {steps.Count} steps and {errors.Count} errors.", nameof(errors));
        int first = errors.Count;
        while (first > 0 && errors[first - 1] < threshold)
            first--;
        return first < errors.Count ? steps[first] : double.NaN;
    }
}
