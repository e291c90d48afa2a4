using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A sine network (SIREN): every hidden layer is sin(ω₀(Wx + b)), the output is linear. Weights begin uniform, within ±1/inputs in the
/// first layer and ±√(6/inputs)/ω₀ in the others, biases within ±1/√inputs, so that each layer's arguments are spread alike whatever the
/// depth.
/// Source: Sitzmann et al. 2020, "Implicit Neural Representations with Periodic Activation Functions" (2006.09661), section 3.2; biases as
/// in the code published with it, which leaves them at PyTorch's default.
/// </summary>
public sealed class SineNetwork : nn.Module<Tensor, Tensor>
{
    private readonly double _frequency;
    private readonly Parameter[] _weights;
    private readonly Parameter[] _biases;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="widths">Inputs, hidden widths, outputs: two or more, each at least 1.</param>
    /// <param name="frequency">ω₀, above zero; 30 in the paper, for coordinates in [−1, 1].</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    /// <exception cref="ArgumentException">There are too few widths, or ω₀ is not above zero.</exception>
    public SineNetwork(IReadOnlyList<int> widths, double frequency, long seed, Device? device = null)
        : base(nameof(SineNetwork))
    {
        if (widths.Count < 2 || widths.Any(w => w < 1) || !(frequency > 0))
            throw new ArgumentException($"The layer widths are {string.Join('-', widths)}, the frequency is {frequency}; expected two "
                + "widths or more, each at least 1, and a frequency above zero.", nameof(widths));
        _frequency = frequency;
        _weights = new Parameter[widths.Count - 1];
        _biases = new Parameter[widths.Count - 1];
        for (int layer = 0; layer < _weights.Length; layer++)
        {
            int inputs = widths[layer], outputs = widths[layer + 1];
            double bound = layer == 0 ? 1.0 / inputs : Math.Sqrt(6.0 / inputs) / frequency;
            _weights[layer] = Initialisation.Parameter(Uniform(seed, "weights", layer, bound, inputs, outputs), device);
            _biases[layer] = Initialisation.Parameter(Uniform(seed, "biases", layer, 1 / Math.Sqrt(inputs), outputs), device);
            register_parameter($"weight{layer}", _weights[layer]);
            register_parameter($"bias{layer}", _biases[layer]);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = input;
        for (int layer = 0; layer < _weights.Length; layer++)
        {
            x = addmm(_biases[layer], x, _weights[layer], 1, 1);
            if (layer < _weights.Length - 1)
                x = (x * _frequency).sin();
        }

        return x.MoveToOuterDisposeScope();
    }

    private static Tensor Uniform(long seed, string name, int layer, double bound, params long[] shape)
    {
        using Generator generator = RandomStreams.Create(seed, name, layer);
        return empty(shape).uniform_(-bound, bound, generator);
    }
}
