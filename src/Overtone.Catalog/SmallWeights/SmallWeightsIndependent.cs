using System.Numerics;
using Overtone.Catalog.Independent;
using Overtone.Studies.Independent;
using Overtone.Theory.SmallWeights;

namespace Overtone.Catalog.SmallWeights;

/// <summary>A tanh network's transform, and the gradient of the loss at one frequency, computed once more.</summary>
internal static class SmallWeightsIndependent
{
    private static readonly double[] OutputWeights = [0.7, -1.2, 0.4], InputWeights = [0.9, -0.6, 1.4], Biases = [0.3, -0.8, 0.1];
    private static readonly double[] Frequencies = [0.5, 1, 2, 3];

    public static IndependentScript Script
    {
        get
        {
            var network = new TanhNetwork(OutputWeights, InputWeights, Biases);
            var weights = new { outputs = OutputWeights, inputs = InputWeights, biases = Biases, frequencies = Frequencies };
            return IndependentScript.Beside(
                typeof(SmallWeightsIndependent),
                new IndependentComputation(
                    "the Fourier transform of a tanh network", "SciPy: quadrature of its slope, over ik", "transform", weights,
                    () => GivenNumbers.Parts([.. Frequencies.Select(network.Transform)]), 9),
                new IndependentComputation(
                    "the gradient of the loss at a frequency, by all weights", "SciPy: central differences of that quadrature",
                    "gradient", weights, () => [.. Frequencies.SelectMany(k => Gradient(network, k))], 6));
        }
    }

    private static IEnumerable<double> Gradient(TanhNetwork network, double k)
    {
        var gradient = new LossGradient(network.Width);
        gradient.Compute(network, k, Complex.One);
        return gradient.LogMagnitudes.Zip(gradient.Signs, (log, sign) => sign * Math.Exp(log));
    }
}
