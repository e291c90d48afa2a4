using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A classifier in the manner of VGG16: stages of 3×3 convolutions with padding, two in the first two stages and three in the others, each
/// followed by ReLU, with a 2×2 maximum pooling after each stage; then one hidden layer and a linear one: [n, channels, height, width] to
/// [n, outputs]. With stages of 64, 128, 256, 512 and 512 channels the convolutions are VGG16's.
/// Source: 1901.06523, Fig. 3 (VGG16 with a fully connected layer of 1,024); Simonyan and Zisserman 2015 (1409.1556), configuration D.
/// </summary>
public sealed class VggNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d[][] _stages;
    private readonly Linear _hidden;
    private readonly Linear _output;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="initialisation">How weights begin.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    /// <exception cref="ArgumentException">There is no stage, or the images are too small for so many.</exception>
    public VggNetwork(VggShape shape, Initialisation initialisation, long seed, Device? device = null)
        : base(nameof(VggNetwork))
    {
        int shrinks = 1 << shape.Stages.Count;
        if (shape.Stages.Count == 0 || Math.Min(shape.Height, shape.Width) < shrinks)
            throw new ArgumentException($"There are {shape.Stages.Count} stages for images of {shape.Height}×{shape.Width} pixels; "
                + $"expected at least one stage, and {shrinks} pixels or more a side, which each stage halves.", nameof(shape));

        // Modules leave tensors behind when they are made, and their parameters belong to no scope.
        using var scope = NewDisposeScope();
        Shape = shape;
        int[] channels = [shape.Channels, .. shape.Stages];
        _stages = [.. shape.Stages.Select((width, stage) => Enumerable.Range(0, VggShape.ConvolutionsOf(stage))
            .Select(n => nn.Conv2d(n == 0 ? channels[stage] : width, width, kernel_size: 3, padding: 1)).ToArray())];
        _hidden = nn.Linear((long)channels[^1] * (shape.Height / shrinks) * (shape.Width / shrinks), shape.Hidden);
        _output = nn.Linear(shape.Hidden, shape.Outputs);
        Conv2d[] convolutions = [.. _stages.SelectMany(stage => stage)];
        foreach ((int n, Conv2d convolution) in convolutions.Index())
            register_module($"convolution{n + 1}", convolution);
        register_module("hidden", _hidden);
        register_module("output", _output);
        initialisation.Fill(
            [
                .. convolutions.Select(layer => (layer.weight!, layer.bias!)),
                (_hidden.weight!, _hidden.bias!),
                (_output.weight!, _output.bias!),
            ],
            seed);
        if (device is not null)
            this.to(device);
    }

    /// <summary>Sizes.</summary>
    public VggShape Shape { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = ChannelsLast.WherePaid(input);
        foreach (Conv2d[] stage in _stages)
        {
            foreach (Conv2d convolution in stage)
                x = convolution.call(x).relu_();
            x = nn.functional.max_pool2d(x, kernel_size: [2, 2]);
        }

        return _output.call(_hidden.call(x.flatten(1)).relu_()).MoveToOuterDisposeScope();
    }
}

/// <summary>
/// The sizes of a <see cref="VggNetwork"/>.
/// Source: 1901.06523, Fig. 3.
/// </summary>
/// <param name="Channels">Channels of an input image.</param>
/// <param name="Height">Its height; each stage halves it.</param>
/// <param name="Width">Its width; each stage halves it.</param>
/// <param name="Stages">Channels of the convolutions of each stage.</param>
/// <param name="Hidden">Width of the hidden layer.</param>
/// <param name="Outputs">Number of outputs.</param>
public sealed record VggShape(int Channels, int Height, int Width, IReadOnlyList<int> Stages, int Hidden, int Outputs)
{
    private const int StagesOfTwo = 2;

    /// <summary>The number of convolutions of a stage, the first being 0.</summary>
    internal static int ConvolutionsOf(int stage) => stage < StagesOfTwo ? 2 : 3;
}
