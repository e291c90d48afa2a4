using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// The smooth kin of a ReLU network: the same weights with tanh in the place of ReLU, in float64.
/// Source: none; the negative control of 1806.08734, Theorem 1.
/// </summary>
/// <param name="layers">Weights [outputs][inputs] and biases of each layer.</param>
public sealed class SmoothNetwork(IReadOnlyList<(double[][] Weights, double[] Biases)> layers)
{
    /// <summary>The kin of a drawn network.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="widths">Layer widths from input to output.</param>
    public SmoothNetwork(long seed, int[] widths)
        : this([
            .. Enumerable.Range(0, widths.Length - 1).Select(layer => DrawnNetwork.Layer(seed, layer, widths[layer], widths[layer + 1])),
        ])
    {
    }

    /// <summary>The kin of a perceptron.</summary>
    public SmoothNetwork(MultilayerPerceptron network)
        : this([.. network.named_parameters().Chunk(2).Select(layer => (Rows(layer[0].parameter), Numbers(layer[1].parameter)))])
    {
    }

    /// <summary>The first output.</summary>
    public double Evaluate(double[] input)
    {
        double[] values = input;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            (double[][] weights, double[] biases) = layers[layer];
            bool isLast = layer == layers.Count - 1;
            values =
            [
                .. weights
                    .Select((row, unit) => row.Zip(values, (w, v) => w * v).Sum() + biases[unit])
                    .Select(v => isLast ? v : Math.Tanh(v)),
            ];
        }

        return values[0];
    }

    private static double[][] Rows(Tensor weights)
    {
        using Tensor transposed = weights.detach().t();
        return [.. Numbers(transposed).Chunk((int)weights.shape[0])];
    }

    private static double[] Numbers(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }
}
