using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// Several perceptrons of one shape, one for each seed, computed together as one batched network: [n, inputs] (the same inputs for all)
/// or [seeds, n, inputs] to [seeds, n, outputs]. Each begins exactly as a <see cref="MultilayerPerceptron"/> of its seed.
/// Source: none; small networks spend their time on overhead, which an ensemble pays once.
/// </summary>
public sealed class MultilayerPerceptronEnsemble : nn.Module<Tensor, Tensor>
{
    private readonly PerceptronShape _shape;
    private readonly Parameter[] _weights;
    private readonly Parameter[] _biases;

    /// <summary>An ensemble with freshly drawn weights.</summary>
    /// <param name="shape">Widths and activation.</param>
    /// <param name="initialisation">How weights begin.</param>
    /// <param name="seeds">One seed a network, at least one.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    /// <exception cref="ArgumentException">There is no seed.</exception>
    public MultilayerPerceptronEnsemble(
        PerceptronShape shape, Initialisation initialisation, IReadOnlyList<long> seeds, Device? device = null)
        : base(nameof(MultilayerPerceptronEnsemble))
    {
        if (seeds.Count == 0)
            throw new ArgumentException("An ensemble needs at least one seed.", nameof(seeds));
        _shape = shape;
        _weights = new Parameter[shape.LayerCount];
        _biases = new Parameter[shape.LayerCount];
        using var scope = NewDisposeScope();
        for (int layer = 0; layer < shape.LayerCount; layer++)
        {
            int index = layer, inputs = shape.Widths[layer], outputs = shape.Widths[layer + 1];
            Tensor weights = stack([.. seeds.Select(seed => initialisation.Weights(seed, index, [inputs, outputs], inputs, outputs))]);
            Tensor biases = stack([.. seeds.Select(seed => initialisation.Biases(seed, index, outputs).unsqueeze(0))]);
            _weights[layer] = Initialisation.Parameter(weights, device);
            _biases[layer] = Initialisation.Parameter(biases, device);
            _weights[layer].MoveToOuterDisposeScope();
            _biases[layer].MoveToOuterDisposeScope();
            register_parameter($"weight{layer}", _weights[layer]);
            register_parameter($"bias{layer}", _biases[layer]);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = input.dim() == 2 ? input.unsqueeze(0).expand(_weights[0].shape[0], -1, -1) : input;
        for (int layer = 0; layer < _shape.LayerCount; layer++)
        {
            x = Product(x, _weights[layer]).add_(_biases[layer]);
            if (layer < _shape.LayerCount - 1)
                x = _shape.Activation.Apply(x, _shape.RickerWidth);
        }

        return x.MoveToOuterDisposeScope();
    }

    // Batched products with a single column run at a fraction of the speed of a product and a sum.
    private static Tensor Product(Tensor x, Tensor weights) =>
        weights.shape[2] == 1 ? (x * weights.transpose(1, 2)).sum(2, keepdim: true) : bmm(x, weights);
}
