namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>The smooth kin of <see cref="DrawnNetwork"/>: the same weights with tanh in the place of ReLU, in float64.</summary>
/// <param name="seed">The seed.</param>
/// <param name="widths">Layer widths from input to output.</param>
internal sealed class SmoothNetwork(long seed, int[] widths)
{
    private readonly (double[][] Weights, double[] Biases)[] _layers =
        [.. Enumerable.Range(0, widths.Length - 1).Select(layer => DrawnNetwork.Layer(seed, layer, widths[layer], widths[layer + 1]))];

    /// <summary>The first output.</summary>
    public double Evaluate(double[] input)
    {
        double[] values = input;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            (double[][] weights, double[] biases) = _layers[layer];
            bool isLast = layer == _layers.Length - 1;
            values = [.. weights.Select((row, unit) => row.Zip(values, (w, v) => w * v).Sum() + biases[unit]).Select(v => isLast ? v : Math.Tanh(v))];
        }

        return values[0];
    }
}
