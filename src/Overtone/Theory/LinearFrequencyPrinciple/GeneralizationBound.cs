namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// The a-priori bound on the mean absolute error of the long-time limit on new points of the unit cube, with probability 1 − δ over n
/// samples: (‖f‖_∞ + 2 ‖f‖_γ ‖γ‖_ℓ2) (2/√n + 4 √(2 ln(4/δ)/n)), where f is the target less the initial function. It does not depend on the
/// unit of γ and is loose by orders of magnitude.
/// Source: 1905.10264 and 2010.08153 (a-priori estimate, semi-norm form); its constants are recalled, not seen.
/// </summary>
public static class GeneralizationBound
{
    /// <summary>The bound.</summary>
    /// <param name="weight">γ².</param>
    /// <param name="norm">‖f‖_γ, zero or more.</param>
    /// <param name="largest">‖f‖_∞, zero or more.</param>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="failure">δ, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static double Of(FrequencyWeight weight, double norm, double largest, int samples, double failure = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(norm);
        ArgumentOutOfRangeException.ThrowIfNegative(largest);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (!(failure > 0 && failure < 1))
            throw new ArgumentOutOfRangeException(nameof(failure), failure, "A probability of failure lies between 0 and 1.");
        double complexity = largest + (2 * norm * Math.Sqrt(weight.SumOverIntegers()));
        return complexity * ((2 / Math.Sqrt(samples)) + (4 * Math.Sqrt(2 * Math.Log(4 / failure) / samples)));
    }
}
