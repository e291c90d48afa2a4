using System.Numerics;

namespace Overtone.Theory.SmallWeights;

/// <summary>
/// The gradient of the loss at one frequency, L(k) = |ĥ(k) − f̂(k)|² / 2, with respect to all parameters of a <see cref="TanhNetwork"/>, as
/// logarithms and signs: for |w| below πk/1400 its components are smaller than any double.
/// Source: 1901.06523, equations 27 to 29; equation 29 prints a factor b_j too much, which this has not.
/// </summary>
/// <remarks>
/// With D = ĥ − f̂ and S_j the transform of tanh(w_j x + b_j): ∂L/∂θ = Re(D* ∂ĥ/∂θ), ∂ĥ/∂a_j = S_j, ∂ĥ/∂b_j = (i a_j k / w_j) S_j and
/// ∂ĥ/∂w_j = (a_j / w_j²)(−w_j − i b_j k + (πk/2) coth(πk / 2w_j)) S_j.
/// </remarks>
public sealed class LossGradient
{
    /// <summary>How many parameters a neuron has: a, w and b.</summary>
    public const int PerNeuron = 3;

    private readonly double[] _logs;
    private readonly double[] _signs;

    /// <summary>Room for the gradient of a network.</summary>
    /// <param name="width">Its number of neurons.</param>
    public LossGradient(int width) => (_logs, _signs) = (new double[PerNeuron * width], new double[PerNeuron * width]);

    /// <summary>ln |∂L(k)/∂θ|, for each neuron its a, w and b; −∞ for a component that is 0.</summary>
    public IReadOnlyList<double> LogMagnitudes => _logs;

    /// <summary>The signs of the components, in the same order: −1, 0 or 1.</summary>
    public IReadOnlyList<double> Signs => _signs;

    /// <summary>Computes the gradient in the place of an earlier one.</summary>
    /// <param name="network">The network, as wide as this was made for.</param>
    /// <param name="k">The angular frequency, not 0.</param>
    /// <param name="target">f̂(k).</param>
    public void Compute(TanhNetwork network, double k, Complex target)
    {
        Complex error = Complex.Conjugate(network.Transform(k) - target);
        for (int j = 0; j < network.Width; j++)
        {
            double a = network.OutputWeights[j], w = network.InputWeights[j], b = network.Biases[j];
            double log = network.LogWave(j, k), logWeight = Math.Log(Math.Abs(w));
            Complex turned = error * network.Phase(j, k);
            Set(PerNeuron * j, log, turned.Real);
            Set(
                (PerNeuron * j) + 1,
                log - (2 * logWeight),
                a * (((Math.PI * k / 2 / Math.Tanh(Math.PI * k / (2 * w))) - w) * turned.Real + (b * k * turned.Imaginary)));
            Set((PerNeuron * j) + 2, log - logWeight, -Math.Sign(w) * a * k * turned.Imaginary);
        }
    }

    /// <summary>ln of the inner product of two gradients' absolute value, and its sign; −∞ and 0 where it vanishes.</summary>
    /// <param name="other">A gradient of the same network.</param>
    public (double Log, int Sign) Dot(LossGradient other)
    {
        double largest = double.NegativeInfinity;
        for (int n = 0; n < _logs.Length; n++)
            largest = Math.Max(largest, _logs[n] + other._logs[n]);
        if (double.IsNegativeInfinity(largest))
            return (largest, 0);
        double sum = 0;
        for (int n = 0; n < _logs.Length; n++)
            sum += _signs[n] * other._signs[n] * Math.Exp(_logs[n] + other._logs[n] - largest);
        return (largest + Math.Log(Math.Abs(sum)), Math.Sign(sum));
    }

    private void Set(int index, double log, double factor) =>
        (_logs[index], _signs[index]) = (log + Math.Log(Math.Abs(factor)), Math.Sign(factor));
}
