using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A multilayer perceptron: [n, inputs] to [n, outputs]. Inputs with more dimensions are flattened.
/// Source: 1901.06523, sections 2 and 3.
/// </summary>
public sealed class MultilayerPerceptron : nn.Module<Tensor, Tensor>
{
    private readonly Parameter[] _weights;
    private readonly Parameter[] _biases;

    /// <summary>A perceptron with freshly drawn weights.</summary>
    /// <param name="shape">Widths and activation.</param>
    /// <param name="initialisation">How weights begin.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    public MultilayerPerceptron(PerceptronShape shape, Initialisation initialisation, long seed, Device? device = null)
        : base(nameof(MultilayerPerceptron))
    {
        Shape = shape;
        _weights = new Parameter[shape.LayerCount];
        _biases = new Parameter[shape.LayerCount];
        for (int layer = 0; layer < shape.LayerCount; layer++)
        {
            int inputs = shape.Widths[layer], outputs = shape.Widths[layer + 1];
            _weights[layer] = Initialisation.Parameter(initialisation.Weights(seed, layer, [inputs, outputs], inputs, outputs), device);
            _biases[layer] = Initialisation.Parameter(initialisation.Biases(seed, layer, outputs), device);
            register_parameter($"weight{layer}", _weights[layer]);
            register_parameter($"bias{layer}", _biases[layer]);
        }
    }

    /// <summary>Widths and activation.</summary>
    public PerceptronShape Shape { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = input.dim() > 2 ? input.flatten(1) : input;
        for (int layer = 0; layer < Shape.LayerCount; layer++)
        {
            x = addmm(_biases[layer], x, _weights[layer], 1, 1);
            if (layer < Shape.LayerCount - 1)
                x = Shape.Activation.Apply(x, Shape.RickerWidth);
        }

        return x.MoveToOuterDisposeScope();
    }
}
