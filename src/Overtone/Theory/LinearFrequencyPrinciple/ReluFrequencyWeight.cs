using Overtone.Models.Networks;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// γ²(ξ) = A/|ξ|^(d+3) + 4π²B/|ξ|^(d+1) of ReLU networks. The first term comes from training the output weights (and, in the breakpoint
/// form, the slopes), the second from moving the breakpoints. Where it dominates alone, the first leads to the natural cubic spline in one
/// dimension, the second to the piecewise linear interpolant. The common factor of γ² (1/16π⁴, the density of breakpoints) is left out: it
/// sets the unit of time, and no long-time limit depends on it.
/// <para>The 4π² belongs to ordinary frequencies; with angular ones ω = 2πξ it disappears, A/ω^(d+3) + B/ω^(d+1). The scripts published
/// with the successor papers keep it there. They also take moments of single input weights in two dimensions, where norms of whole rows are
/// meant.</para>
/// Source: 1905.10264 (breakpoint form: A = ⟨r² + w²⟩, B = ⟨r²w²⟩); 2010.08153 and 2102.00200 (bias form: A = ⟨r³⟩, B = ⟨a²r⟩).
/// </summary>
public sealed class ReluFrequencyWeight : FrequencyWeight
{
    /// <summary>A weight from its coefficients.</summary>
    /// <param name="dimension">The dimension d of the inputs, at least 1.</param>
    /// <param name="cubic">A, zero or more.</param>
    /// <param name="linear">B, zero or more; not both zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1.</exception>
    /// <exception cref="ArgumentException">A coefficient is negative or not finite, or both are zero.</exception>
    public ReluFrequencyWeight(int dimension, double cubic, double linear)
        : base(dimension)
    {
        if (!double.IsFinite(cubic) || !double.IsFinite(linear) || cubic < 0 || linear < 0 || cubic + linear == 0)
            throw new ArgumentException($"The coefficients are A = {cubic}, B = {linear}; expected finite numbers of zero or more, not "
                + "both zero.", nameof(cubic));
        (Cubic, Linear) = (cubic, linear);
    }

    /// <summary>A, the coefficient of 1/|ξ|^(d+3).</summary>
    public double Cubic { get; }

    /// <summary>B, the coefficient of 4π²/|ξ|^(d+1).</summary>
    public double Linear { get; }

    /// <summary>The weight that a network's initial weights give, by the moments that belong to its form.</summary>
    /// <param name="network">The network before training.</param>
    /// <exception cref="ArgumentException">All weights are zero.</exception>
    public static ReluFrequencyWeight Of(TwoLayerNetwork network)
    {
        double cubic = 0, linear = 0;
        for (int neuron = 0; neuron < network.Width; neuron++)
        {
            double norm = network.InputNorm(neuron), output = network.OutputWeight(neuron);
            if (network.Form == NeuronForm.Breakpoint)
            {
                cubic += (norm * norm) + (output * output);
                linear += norm * norm * output * output;
            }
            else
            {
                cubic += norm * norm * norm;
                linear += output * output * norm;
            }
        }

        return new ReluFrequencyWeight(network.Dimension, cubic / network.Width, linear / network.Width);
    }

    /// <inheritdoc/>
    public override double At(double frequency)
    {
        RequirePositive(frequency);
        return (Cubic / Math.Pow(frequency, Dimension + 3)) + (4 * Math.PI * Math.PI * Linear / Math.Pow(frequency, Dimension + 1));
    }

    /// <inheritdoc/>
    public override double SumOverIntegers() =>
        (Cubic * EpsteinZeta.Of(Dimension, Dimension + 3)) + (4 * Math.PI * Math.PI * Linear * EpsteinZeta.Of(Dimension, Dimension + 1));
}
