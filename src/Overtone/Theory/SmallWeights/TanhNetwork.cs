using System.Numerics;

namespace Overtone.Theory.SmallWeights;

/// <summary>
/// A network with one hidden layer of tanh on the line, h(x) = Σ a_j tanh(w_j x + b_j), and its Fourier transform in closed form,
/// ĥ(k) = ∫ h(x) e^(−ikx) dx = −iπ Σ a_j e^(i b_j k / w_j) / (|w_j| sinh(πk / 2w_j)).
/// Source: 1901.06523, section 6 (equations 24 to 26).
/// </summary>
public sealed class TanhNetwork
{
    /// <summary>A network.</summary>
    /// <param name="outputWeights">a, one a neuron.</param>
    /// <param name="inputWeights">w, one a neuron, none zero: a constant has no transform away from zero.</param>
    /// <param name="biases">b, one a neuron.</param>
    /// <exception cref="ArgumentException">There is no neuron, their numbers differ, or an input weight is zero.</exception>
    public TanhNetwork(double[] outputWeights, double[] inputWeights, double[] biases)
    {
        if (outputWeights.Length == 0 || inputWeights.Length != outputWeights.Length || biases.Length != outputWeights.Length)
            throw new ArgumentException($"{outputWeights.Length} output weights, {inputWeights.Length} input weights and {biases.Length} "
                + "biases; expected equal numbers of each, at least one.", nameof(inputWeights));
        if (Array.IndexOf(inputWeights, 0) is var zero and >= 0)
            throw new ArgumentException($"Input weight {zero} is 0; expected a number other than zero.", nameof(inputWeights));
        (OutputWeights, InputWeights, Biases) = (outputWeights, inputWeights, biases);
    }

    /// <summary>a, one a neuron.</summary>
    public double[] OutputWeights { get; }

    /// <summary>w, one a neuron.</summary>
    public double[] InputWeights { get; }

    /// <summary>b, one a neuron.</summary>
    public double[] Biases { get; }

    /// <summary>Number of neurons, m.</summary>
    public int Width => OutputWeights.Length;

    /// <summary>The network's value.</summary>
    /// <param name="x">Where.</param>
    public double At(double x) => Enumerable.Range(0, Width).Sum(j => OutputWeights[j] * Math.Tanh((InputWeights[j] * x) + Biases[j]));

    /// <summary>The Fourier transform, in the sense of distributions.</summary>
    /// <param name="k">The angular frequency, not 0: there tanh has a pole.</param>
    /// <returns>ĥ(k); 0 where it is below the smallest double.</returns>
    public Complex Transform(double k)
    {
        var sum = Complex.Zero;
        for (int j = 0; j < Width; j++)
            sum += OutputWeights[j] * Wave(j, k);
        return sum;
    }

    /// <summary>ln |S|, S being the transform of tanh(w_j x + b_j): it stays a number where S itself underflows.</summary>
    internal double LogWave(int neuron, double k)
    {
        double w = Math.Abs(InputWeights[neuron]), x = Math.PI * Math.Abs(k) / (2 * w);
        return Math.Log(Math.PI) - Math.Log(w) - (x + Math.Log((1 - Math.Exp(-2 * x)) / 2));
    }

    /// <summary>S / |S|.</summary>
    internal Complex Phase(int neuron, double k)
    {
        (double sine, double cosine) = Math.SinCos(Biases[neuron] * k / InputWeights[neuron]);
        double sign = Math.Sign(k) * Math.Sign(InputWeights[neuron]);
        return new Complex(sign * sine, -sign * cosine);
    }

    private Complex Wave(int neuron, double k) => Math.Exp(LogWave(neuron, k)) * Phase(neuron, k);
}
