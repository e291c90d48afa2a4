using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A residual classifier of 6n + 2 layers for small images: a 3×3 convolution, three stages of n blocks, global average pooling and a
/// linear layer. A block is two 3×3 convolutions with batch normalisation beside a shortcut without parameters; the second and third
/// stage begin by halving height and width. [n, channels, height, width] to [n, outputs].
/// Source: 1512.03385, section 4.2 (widths 16, 32, 64); the widths are options.
/// </summary>
public sealed class ResidualNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly Linear _output;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    public ResidualNetwork(ResidualShape shape, long seed, Device? device = null)
        : base(nameof(ResidualNetwork))
    {
        // Modules leave tensors behind when they are made, and their parameters belong to no scope.
        using var scope = NewDisposeScope();
        Shape = shape;
        var layers = new ResidualLayers(seed);
        var parts = new List<(string, nn.Module<Tensor, Tensor>)>();
        AddConvolution(parts, "stem", layers.Convolution(shape.Channels, shape.Widths[0], stride: 1));
        parts.Add(("stem_relu", nn.ReLU(inplace: true)));
        int width = shape.Widths[0];
        for (int stage = 0; stage < shape.Widths.Count; stage++)
        {
            for (int block = 0; block < shape.BlocksPerStage; block++)
            {
                (int outputs, int stride) = (shape.Widths[stage], stage > 0 && block == 0 ? 2 : 1);
                var main = new List<(string, nn.Module<Tensor, Tensor>)>();
                AddConvolution(main, "first", layers.Convolution(width, outputs, stride));
                main.Add(("relu", nn.ReLU(inplace: true)));
                AddConvolution(main, "second", layers.Convolution(outputs, outputs, stride: 1));
                nn.Module<Tensor, Tensor>? shortcut = stride == 1 && width == outputs ? null : new PaddedShortcut(outputs - width, stride);
                parts.Add(($"stage{stage + 1}_block{block + 1}", new SkipConnection(nn.Sequential(main), shortcut)));
                parts.Add(($"stage{stage + 1}_relu{block + 1}", nn.ReLU(inplace: true)));
                width = outputs;
            }
        }

        _features = nn.Sequential(parts);
        _output = layers.Output(width, shape.Outputs);
        register_module("features", _features);
        register_module("output", _output);
        if (device is not null)
            this.to(device);
    }

    /// <summary>Sizes.</summary>
    public ResidualShape Shape { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _output.call(_features.call(ChannelsLast.WherePaid(input)).mean([2, 3])).MoveToOuterDisposeScope();
    }

    private static void AddConvolution(List<(string, nn.Module<Tensor, Tensor>)> parts, string name, Conv2d convolution)
    {
        parts.Add((name, convolution));
        parts.Add(($"{name}_normalisation", nn.BatchNorm2d(convolution.out_channels)));
    }
}

/// <summary>
/// The sizes of a <see cref="ResidualNetwork"/>.
/// Source: 1512.03385, section 4.2.
/// </summary>
/// <param name="Channels">Channels of an input image.</param>
/// <param name="BlocksPerStage">The n of 6n + 2 layers, 1 or more.</param>
/// <param name="Widths">Channels of the three stages, not falling.</param>
/// <param name="Outputs">Number of outputs.</param>
public sealed record ResidualShape(int Channels, int BlocksPerStage, IReadOnlyList<int> Widths, int Outputs)
{
    /// <summary>Layers with weights: 6n + 2.</summary>
    public int Layers => (2 * BlocksPerStage * Widths.Count) + 2;
}
