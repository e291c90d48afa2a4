using MathNet.Numerics;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// How much faster than the LFP's own clock a network of given breakpoints learns: the mean over neurons of its tangent kernel is this
/// factor times the kernel of <see cref="ReluFrequencyWeight"/>, up to what only lifts or tilts a function as a whole. A step of gradient
/// descent on half the sum of squares with rate η advances a network of N neurons and n samples by the LFP time η N n × factor.
/// Source: 2010.08153 for the bias form; own derivation for the breakpoint form in one dimension.
/// </summary>
public static class TimeScale
{
    /// <summary>
    /// The factor of the bias form with normal biases of a wide deviation: Γ(d/2) / (√2 π^((d+1)/2) σ) / 16π⁴. The print has half of it;
    /// the probability that two points activate the same neuron, ½ − p_b(0) r|Δ|/2, decides.
    /// </summary>
    /// <param name="dimension">d, at least 1.</param>
    /// <param name="deviation">σ, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static double OfNormalBiases(int dimension, double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (!(deviation > 0))
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A deviation must be above zero.");
        return SpecialFunctions.Gamma(dimension / 2.0) / (Math.Sqrt(2) * Math.Pow(Math.PI, (dimension + 1) / 2.0) * deviation) / Common;
    }

    /// <summary>The factor of the breakpoint form in one dimension, with breakpoints spread evenly over (−U, U): 1/(2U) / 16π⁴.</summary>
    /// <param name="halfWidth">U, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">U is not above zero.</exception>
    public static double OfUniformBreakpoints(double halfWidth) => halfWidth > 0
        ? 1 / (2 * halfWidth) / Common
        : throw new ArgumentOutOfRangeException(nameof(halfWidth), halfWidth, "A half width must be above zero.");

    private static double Common => 16 * Math.Pow(Math.PI, 4);
}
