using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A small convolutional classifier: two 3×3 convolutions with padding, each followed by an activation and a 2×2 maximum pooling, then
/// hidden layers and a linear one: [n, channels, height, width] to [n, outputs].
/// Source: 1901.06523, Fig. 3 (conv 3×3×32, pool, conv 3×3×64, pool, 400-10) and Fig. 2 (…, 800-400-400-400-10); the widths are options.
/// </summary>
public sealed class SmallConvolutionalNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _convolution1;
    private readonly Conv2d _convolution2;
    private readonly Linear _hidden;
    private readonly Linear[] _further;
    private readonly Linear _output;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="shape">Sizes and activation.</param>
    /// <param name="initialisation">How weights begin.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    public SmallConvolutionalNetwork(ConvolutionalShape shape, Initialisation initialisation, long seed, Device? device = null)
        : base(nameof(SmallConvolutionalNetwork))
    {
        // Modules leave tensors behind when they are made, and their parameters belong to no scope.
        using var scope = NewDisposeScope();
        Shape = shape;
        (_convolution1, _convolution2) =
            (Convolution(shape.Channels, shape.FirstChannels), Convolution(shape.FirstChannels, shape.SecondChannels));
        _hidden = nn.Linear((long)shape.SecondChannels * (shape.Height / 4) * (shape.Width / 4), shape.Hidden);
        int[] widths = [shape.Hidden, .. shape.FurtherHidden];
        _further = [.. shape.FurtherHidden.Select((width, n) => nn.Linear(widths[n], width))];
        _output = nn.Linear(widths[^1], shape.Outputs);
        register_module("convolution1", _convolution1);
        register_module("convolution2", _convolution2);
        register_module("hidden", _hidden);
        foreach ((int n, Linear further) in _further.Index())
            register_module($"hidden{n + 2}", further);
        register_module("output", _output);
        initialisation.Fill(
            [
                (_convolution1.weight!, _convolution1.bias!),
                (_convolution2.weight!, _convolution2.bias!),
                (_hidden.weight!, _hidden.bias!),
                .. _further.Select(layer => (layer.weight!, layer.bias!)),
                (_output.weight!, _output.bias!),
            ],
            seed);
        if (device is not null)
            this.to(device);
    }

    /// <summary>Sizes and activation.</summary>
    public ConvolutionalShape Shape { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = Pool(_convolution2, Pool(_convolution1, ChannelsLast.WherePaid(input))).flatten(1);
        x = Shape.Activation.Apply(_hidden.call(x));
        foreach (Linear further in _further)
            x = Shape.Activation.Apply(further.call(x));
        return _output.call(x).MoveToOuterDisposeScope();
    }

    private static Conv2d Convolution(int inputs, int outputs) => nn.Conv2d(inputs, outputs, kernel_size: 3, padding: 1);

    private Tensor Pool(Conv2d convolution, Tensor x)
    {
        Tensor values = convolution.call(x);
        // The maximum of rectified values is the rectified maximum, to the last bit and with the same gradient, on a quarter of the values.
        return Shape.Activation == Activation.Relu
            ? Maxima(values).relu()
            : Maxima(Shape.Activation.Apply(values));

        static Tensor Maxima(Tensor values) => nn.functional.max_pool2d(values, kernel_size: [2, 2]);
    }
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
/// <param name="Hidden">Width of the first hidden layer.</param>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="Activation">The activation.</param>
public sealed record ConvolutionalShape(
    int Channels, int Height, int Width, int FirstChannels, int SecondChannels, int Hidden, int Outputs, Activation Activation)
{
    /// <summary>Widths of further hidden layers; none as a rule.</summary>
    public IReadOnlyList<int> FurtherHidden { get; init; } = [];
}
