namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// γ²(ξ), the rate at which a wide two-layer network learns the frequency ξ: ∂ₜĥ(ξ, t) = −γ²(ξ) (ĥ_p − f̂_p)(ξ), where the index p says
/// that a function is seen at the samples only. Frequencies are ordinary, in cycles per unit length, and only their length counts.
/// Source: 1905.10264 (the equation of the linear frequency principle, LFP).
/// </summary>
public abstract class FrequencyWeight
{
    /// <summary>A weight over a space of inputs.</summary>
    /// <param name="dimension">The dimension of the inputs, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1.</exception>
    protected FrequencyWeight(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        Dimension = dimension;
    }

    /// <summary>The dimension d of the inputs.</summary>
    public int Dimension { get; }

    /// <summary>γ²(|ξ|), zero or more.</summary>
    /// <param name="frequency">|ξ| in cycles per unit length, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frequency is not above zero.</exception>
    public abstract double At(double frequency);

    /// <summary>‖γ‖²: the sum of γ² over all integer frequencies but zero, as the generalisation bound needs it.</summary>
    public abstract double SumOverIntegers();

    /// <summary>Refuses a frequency that is not above zero.</summary>
    private protected static void RequirePositive(double frequency)
    {
        if (!(frequency > 0))
            throw new ArgumentOutOfRangeException(nameof(frequency), frequency, "A frequency must be above zero: the weight of a constant "
                + "is unbounded.");
    }
}
