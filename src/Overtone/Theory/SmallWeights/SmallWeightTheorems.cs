using System.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Overtone.Theory.SmallWeights;

/// <summary>
/// How often two theorems' events fail for input weights drawn from a small ball. Theorem 1: every component of the gradient of L(k₁) is
/// larger than that of L(k₂), |k₁| &lt; |k₂|. Theorem 2: under gradient flow on L(k₁) + L(k₂), L(k₁) falls, and at least as fast as L(k₂).
/// Both fail on a share of at most C e^(−c/δ).
/// Source: 1901.06523, Theorems 1 and 2.
/// </summary>
public sealed class SmallWeightTheorems
{
    private readonly double[] _outputWeights;
    private readonly double[] _biases;
    private readonly (double K, Complex Target) _low;
    private readonly (double K, Complex Target) _high;

    /// <summary>A network's outer parameters and a target of two frequencies.</summary>
    /// <param name="outputWeights">a.</param>
    /// <param name="biases">b, as many.</param>
    /// <param name="low">The angular frequency k₁ and f̂(k₁), not 0.</param>
    /// <param name="high">The angular frequency k₂ and f̂(k₂), not 0; |k₂| above |k₁| above 0.</param>
    /// <exception cref="ArgumentException">The frequencies or the target are others.</exception>
    public SmallWeightTheorems(double[] outputWeights, double[] biases, (double K, Complex Target) low, (double K, Complex Target) high)
    {
        if (!(Math.Abs(high.K) > Math.Abs(low.K) && low.K != 0))
            throw new ArgumentException($"Frequencies {low.K} and {high.K}; expected |k2| > |k1| > 0.", nameof(low));
        if (low.Target == Complex.Zero || high.Target == Complex.Zero)
            throw new ArgumentException("The target is 0 at one of the frequencies; expected it to contain both.", nameof(low));
        (_outputWeights, _biases, _low, _high) = (outputWeights, biases, low, high);
    }

    /// <summary>Draws a network's outer parameters: normal output weights and the magnitudes of normal biases.</summary>
    /// <param name="width">How many neurons, at least 1.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <param name="low">The angular frequency k₁, above 0; the target is 1 there.</param>
    /// <param name="high">The angular frequency k₂, above k₁; likewise.</param>
    /// <exception cref="ArgumentException">The frequencies are others.</exception>
    public static SmallWeightTheorems Draw(int width, long seed, double low, double high)
    {
        double[] Normally(string name)
        {
            var values = new double[width];
            Normal.Samples(new Xoshiro256StarStar(unchecked((int)RandomStreams.SeedOf(seed, name, width))), values, 0, 1);
            return values;
        }

        return new(
            Normally("output-weights"), Array.ConvertAll(Normally("biases"), Math.Abs), (low, Complex.One), (high, Complex.One));
    }

    /// <summary>Draws input weights and counts.</summary>
    /// <param name="radius">δ.</param>
    /// <param name="draws">How many draws.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="cancellation">Checked all the time.</param>
    /// <returns>How many draws fail each theorem's event.</returns>
    public (int First, int Second) Failures(double radius, int draws, long seed, CancellationToken cancellation = default)
    {
        var ball = new WeightBall(radius, seed);
        var network = new TanhNetwork(_outputWeights, [.. _outputWeights.Select(_ => 1.0)], _biases);
        LossGradient low = new(network.Width), high = new(network.Width);
        (int first, int second) = (0, 0);
        for (int draw = 0; draw < draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            ball.Draw(network.InputWeights);
            low.Compute(network, _low.K, _low.Target);
            high.Compute(network, _high.K, _high.Target);
            first += IsDominated(low, high) ? 0 : 1;
            second += LowFallsFirst(low, high) ? 0 : 1;
        }

        return (first, second);
    }

    /// <summary>Whether every component of one gradient is larger than the other's.</summary>
    /// <param name="low">The gradient at the low frequency.</param>
    /// <param name="high">The gradient at the high one.</param>
    public static bool IsDominated(LossGradient low, LossGradient high)
    {
        for (int n = 0; n < low.LogMagnitudes.Count; n++)
        {
            if (!(low.LogMagnitudes[n] > high.LogMagnitudes[n]))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether gradient flow on the sum of both losses lowers the first, and at least as fast as the second: −|g₁|² − g₁·g₂ ≤ 0 and |g₁| ≥
    /// |g₂|.
    /// </summary>
    /// <param name="low">The gradient at the low frequency, g₁.</param>
    /// <param name="high">The gradient at the high one, g₂.</param>
    public static bool LowFallsFirst(LossGradient low, LossGradient high)
    {
        (double square, _) = low.Dot(low);
        (double product, int sign) = low.Dot(high);
        return square >= high.Dot(high).Log && (sign >= 0 || square >= product);
    }
}
