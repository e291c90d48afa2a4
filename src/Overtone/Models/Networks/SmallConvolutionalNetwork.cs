using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A small convolutional classifier: two 3×3 convolutions with padding, each followed by an activation and a 2×2 maximum pooling, then one
/// hidden and one linear layer: [n, channels, height, width] to [n, outputs].
/// Source: 1901.06523, Fig. 3 (conv 3×3×32, pool, conv 3×3×64, pool, 400-10); the widths are options.
/// </summary>
public sealed class SmallConvolutionalNetwork : nn.Module<Tensor, Tensor>
{
    private readonly ConvolutionalShape _shape;
    private readonly Parameter[] _weights;
    private readonly Parameter[] _biases;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="shape">Sizes and activation.</param>
    /// <param name="initialisation">How weights begin.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    public SmallConvolutionalNetwork(ConvolutionalShape shape, Initialisation initialisation, long seed, Device? device = null)
        : base(nameof(SmallConvolutionalNetwork))
    {
        _shape = shape;
        long[][] sizes =
        [
            [shape.FirstChannels, shape.Channels, 3, 3],
            [shape.SecondChannels, shape.FirstChannels, 3, 3],
            [shape.Hidden, (long)shape.SecondChannels * (shape.Height / 4) * (shape.Width / 4)],
            [shape.Outputs, shape.Hidden],
        ];
        _weights = new Parameter[sizes.Length];
        _biases = new Parameter[sizes.Length];
        for (int layer = 0; layer < sizes.Length; layer++)
        {
            long[] size = sizes[layer];
            long window = size.Length == 4 ? size[2] * size[3] : 1;
            _weights[layer] = Initialisation.Parameter(initialisation.Weights(seed, layer, size, size[1] * window, size[0] * window), device);
            _biases[layer] = Initialisation.Parameter(initialisation.Biases(seed, layer, size[0]), device);
            register_parameter($"weight{layer}", _weights[layer]);
            register_parameter($"bias{layer}", _biases[layer]);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = Convolve(Convolve(input, 0), 1).flatten(1);
        x = _shape.Activation.Apply(nn.functional.linear(x, _weights[2], _biases[2]));
        return nn.functional.linear(x, _weights[3], _biases[3]).MoveToOuterDisposeScope();
    }

    private Tensor Convolve(Tensor x, int layer) =>
        nn.functional.max_pool2d(_shape.Activation.Apply(nn.functional.conv2d(x, _weights[layer], _biases[layer], padding: [1, 1])), kernel_size: [2, 2]);
}

/// <summary>
/// The sizes of a <see cref="SmallConvolutionalNetwork"/>.
/// Source: 1901.06523, Fig. 3.
/// </summary>
/// <param name="Channels">Channels of an input image.</param>
/// <param name="Height">Its height, at least 4 pixels.</param>
/// <param name="Width">Its width, at least 4 pixels.</param>
/// <param name="FirstChannels">Channels of the first convolution.</param>
/// <param name="SecondChannels">Channels of the second convolution.</param>
/// <param name="Hidden">Width of the hidden layer.</param>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="Activation">The activation.</param>
public sealed record ConvolutionalShape(
    int Channels, int Height, int Width, int FirstChannels, int SecondChannels, int Hidden, int Outputs, Activation Activation);
