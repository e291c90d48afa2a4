using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// The gradient of an ensemble of ReLU networks, layer by layer from the last to the first, each handed over while it is still in the
/// cache. Automatic differentiation gives the same numbers all at once, and needs longer.
/// </summary>
internal static class ReluBackpropagation
{
    /// <summary>Every network's gradient of its own mean loss.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="inputs">[n, inputs] or [networks, n, inputs].</param>
    /// <param name="targets">[n, outputs] or [networks, n, outputs].</param>
    /// <param name="loss">The loss.</param>
    /// <param name="use">
    /// Given a layer and the gradients of its weights and biases, contiguous, a row a network. The layer's parameters are not needed again,
    /// and may change.
    /// </param>
    /// <returns>The outputs, [networks, n, outputs].</returns>
    public static Tensor Run(
        ReluNetworkEnsemble networks, Tensor inputs, Tensor targets, EnsembleLoss loss, Action<int, Tensor, Tensor> use)
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
            Tensor ofWeights = OfWeights(values[layer], slope), ofBiases = slope.sum(1, keepdim: true);
            if (layer > 0)
                // A ReLU's outputs are zero or positive, so their signs are its slopes; the values themselves are not needed again.
                slope = OfInputs(slope, networks.Weights(layer)).mul_(values[layer].sign_());
            use(layer, ofWeights, ofBiases);
        }

        return values[layers].MoveToOuterDisposeScope();
    }

    // A single row or column of weights has its numbers in the same order either way.
    private static Tensor OfWeights(Tensor values, Tensor slope) => values.shape[2] == 1 || slope.shape[2] == 1
        ? (values * slope).sum(1, keepdim: true)
        : bmm(values.transpose(1, 2), slope);

    private static Tensor OfInputs(Tensor slope, Tensor weights) =>
        slope.shape[2] == 1 ? slope * weights.transpose(1, 2) : bmm(slope, weights.transpose(1, 2));
}
