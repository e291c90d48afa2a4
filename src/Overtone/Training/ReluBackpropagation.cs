using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// The gradient of a block of ReLU networks, written layer by layer into one tensor laid out as the parameters are. Automatic differentiation gives the same
/// numbers in as many tensors as there are parameters, and needs longer.
/// </summary>
internal static class ReluBackpropagation
{
    /// <summary>Writes every network's gradient of its own mean loss.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="gradient">A block of the same shape, whose parameters become the gradient.</param>
    /// <param name="inputs">[n, inputs] or [networks, n, inputs].</param>
    /// <param name="targets">[n, outputs] or [networks, n, outputs].</param>
    /// <param name="loss">The loss.</param>
    /// <returns>The outputs, [networks, n, outputs].</returns>
    public static Tensor Write(ReluNetworkBlock networks, ReluNetworkBlock gradient, Tensor inputs, Tensor targets, BlockLoss loss)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        int layers = networks.Shape.LayerCount;
        var values = new Tensor[layers + 1];
        values[0] = networks.PerNetwork(inputs);
        for (int layer = 0; layer < layers; layer++)
            values[layer + 1] = networks.Layer(layer, values[layer]);
        Tensor slope = loss.Slope(values[layers], targets);
        for (int layer = layers - 1; layer >= 0; layer--)
        {
            gradient.Weights(layer).copy_(OfWeights(values[layer], slope));
            gradient.Biases(layer).copy_(slope.sum(1, keepdim: true));
            if (layer > 0)
                // A ReLU's outputs are zero or positive, so their signs are its slopes; the values themselves are not needed again.
                slope = OfInputs(slope, networks.Weights(layer)).mul_(values[layer].sign_());
        }

        return values[layers].MoveToOuterDisposeScope();
    }

    private static Tensor OfWeights(Tensor values, Tensor slope) => values.shape[2] == 1
        ? (values * slope).sum(1, keepdim: true)
        : slope.shape[2] == 1 ? (values * slope).sum(1, keepdim: true).transpose(1, 2) : bmm(values.transpose(1, 2), slope);

    private static Tensor OfInputs(Tensor slope, Tensor weights) =>
        slope.shape[2] == 1 ? slope * weights.transpose(1, 2) : bmm(slope, weights.transpose(1, 2));
}
