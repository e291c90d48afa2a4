using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// Random networks whose kinks lie within the unit square: weights and biases normal with standard deviation √(2/inputs of the layer), so
/// that neither values nor slopes die out or explode with depth.
/// Source: 1806.08734, Theorem 1, whose networks are any.
/// </summary>
public static class DrawnNetwork
{
    /// <summary>The weights [outputs][inputs] and biases of a layer, float32 numbers.</summary>
    public static (double[][] Weights, double[] Biases) Layer(long seed, int layer, int inputs, int outputs)
    {
        var initialisation = new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, Math.Sqrt(2.0 / inputs));
        using Tensor weights = initialisation.Weights(seed, layer, [outputs, inputs], inputs, outputs),
            biases = initialisation.Biases(seed, layer, outputs);
        using Tensor wide = weights.to_type(ScalarType.Float64), wideBiases = biases.to_type(ScalarType.Float64);
        return ([.. wide.data<double>().ToArray().Chunk(inputs)], wideBiases.data<double>().ToArray());
    }

    /// <summary>A network with ReLU between the layers.</summary>
    public static PiecewiseLinearNetwork Relu(long seed, params int[] widths) =>
        Assemble(
            [.. Enumerable.Range(0, widths.Length - 1).Select(layer => Layer(seed, layer, widths[layer], widths[layer + 1]))],
            endsInRelu: false);

    /// <summary>
    /// A network of two variables that vanishes on the border of the square from −1 to 1: relu(N(x) − N(0) + s(r − |x₁| − |x₂|) −
    /// g(|x₁| + |x₂|)), where no slope of N exceeds g on the square. |x| travels beside N through units of its own.
    /// </summary>
    public static PiecewiseLinearNetwork Compact(long seed, params int[] widths)
    {
        const double Radius = 0.95;
        PiecewiseLinearNetwork plain = Relu(seed, widths);
        double steepest = PlaneRegions.Of(plain, AffineSlice.Whole(2), PlaneWindow.Square(1))
            .Max(region => Math.Max(Math.Abs(region.Gradient().X), Math.Abs(region.Gradient().Y)));
        var layers = new List<(double[][] Weights, double[] Biases)>();
        for (int layer = 0; layer < widths.Length - 1; layer++)
        {
            (double[][] weights, double[] biases) = Layer(seed, layer, widths[layer], widths[layer + 1]);
            bool isFirst = layer == 0, isLast = layer == widths.Length - 2;
            double[][] own =
                [.. weights.Select(row => (double[])[.. row, .. isFirst ? [] : Enumerable.Repeat(isLast ? -2 * steepest : 0.0, 4)])];
            double[][] beside = isLast ? [] : [.. Enumerable.Range(0, 4).Select(unit => Beside(unit, isFirst, widths[layer]))];
            double[] offsets =
                isLast ? [biases[0] - plain.Evaluate([0.0, 0.0])[0] + (steepest * Radius)] : [.. biases, .. new double[4]];
            layers.Add(([.. own, .. beside], offsets));
        }

        return Assemble(layers, endsInRelu: true);
    }

    // x, −x, y, −y at first; then, above zero after the ReLU, they pass unchanged.
    private static double[] Beside(int unit, bool isFirst, int width)
    {
        var row = new double[isFirst ? 2 : width + 4];
        row[isFirst ? unit / 2 : width + unit] = isFirst && unit % 2 == 1 ? -1 : 1;
        return row;
    }

    private static PiecewiseLinearNetwork Assemble(List<(double[][] Weights, double[] Biases)> layers, bool endsInRelu)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var parts = new List<nn.Module<Tensor, Tensor>>();
        foreach ((double[][] weights, double[] biases) in layers)
        {
            var linear = nn.Linear(weights[0].Length, weights.Length, dtype: float64);
            linear.weight.copy_(tensor(weights.SelectMany(row => row).ToArray(), float64).reshape(weights.Length, -1));
            linear.bias!.copy_(tensor(biases, float64));
            parts.AddRange([linear, nn.ReLU()]);
        }

        using var module = nn.Sequential(endsInRelu ? parts : parts.SkipLast(1));
        return PiecewiseLinearNetwork.Of(module);
    }
}
