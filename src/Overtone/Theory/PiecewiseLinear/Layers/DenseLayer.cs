using System.Numerics.Tensors;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>A matrix and a bias.</summary>
/// <param name="weights">One row an output.</param>
/// <param name="biases">One number an output.</param>
internal sealed class DenseLayer(double[][] weights, double[] biases) : WeightedLayer
{
    public override int? InputCount => weights[0].Length;

    protected override double[] Apply(double[] row, bool hasBias)
    {
        var outputs = new double[weights.Length];
        for (int output = 0; output < outputs.Length; output++)
            outputs[output] = TensorPrimitives.Dot<double>(weights[output], row) + (hasBias ? biases[output] : 0);
        return outputs;
    }
}
