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
        int layer = 0;
        var parts = new List<(string, nn.Module<Tensor, Tensor>)>();
        AddConvolution(parts, "stem", shape.Channels, shape.Widths[0], stride: 1, seed, ref layer);
        parts.Add(("stem_relu", nn.ReLU()));
        int width = shape.Widths[0];
        for (int stage = 0; stage < shape.Widths.Count; stage++)
        {
            for (int block = 0; block < shape.BlocksPerStage; block++)
            {
                (int outputs, int stride) = (shape.Widths[stage], stage > 0 && block == 0 ? 2 : 1);
                var main = new List<(string, nn.Module<Tensor, Tensor>)>();
                AddConvolution(main, "first", width, outputs, stride, seed, ref layer);
                main.Add(("relu", nn.ReLU()));
                AddConvolution(main, "second", outputs, outputs, stride: 1, seed, ref layer);
                nn.Module<Tensor, Tensor>? shortcut = stride == 1 && width == outputs ? null : new PaddedShortcut(outputs - width, stride);
                parts.Add(($"stage{stage + 1}_block{block + 1}", new SkipConnection(nn.Sequential(main), shortcut)));
                parts.Add(($"stage{stage + 1}_relu{block + 1}", nn.ReLU()));
                width = outputs;
            }
        }

        _features = nn.Sequential(parts);
        _output = nn.Linear(width, shape.Outputs);
        using (no_grad())
        {
            using Tensor weights = He.Weights(seed, layer, _output.weight!.shape, width, shape.Outputs);
            _output.weight!.copy_(weights);
            _output.bias!.zero_();
        }

        register_module("features", _features);
        register_module("output", _output);
        if (device is not null)
            this.to(device);
    }

    private static Initialisation He { get; } = new(WeightDistribution.Normal, WeightScale.He, 1);

    /// <summary>Sizes.</summary>
    public ResidualShape Shape { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _output.call(_features.call(input).mean([2, 3])).MoveToOuterDisposeScope();
    }

    private static void AddConvolution(
        List<(string, nn.Module<Tensor, Tensor>)> parts, string name, int inputs, int outputs, int stride, long seed, ref int layer)
    {
        // A shift would be taken away again by the normalisation that follows.
        Conv2d convolution = nn.Conv2d(inputs, outputs, kernel_size: 3, stride: stride, padding: 1, bias: false);
        using (no_grad())
        {
            using Tensor weights = He.Weights(seed, layer++, convolution.weight!.shape, inputs * 9, outputs * 9);
            convolution.weight!.copy_(weights);
        }

        parts.Add((name, convolution));
        parts.Add(($"{name}_normalisation", nn.BatchNorm2d(outputs)));
    }

    /// <summary>The way past a block that changes the size: every other pixel, and channels of zeros.</summary>
    private sealed class PaddedShortcut(int channels, int stride) : nn.Module<Tensor, Tensor>(nameof(PaddedShortcut))
    {
        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            Tensor pixels = stride == 1
                ? input
                : input.slice(2, 0, input.shape[2], stride).slice(3, 0, input.shape[3], stride);
            return nn.functional.pad(pixels, [0, 0, 0, 0, 0, channels]).MoveToOuterDisposeScope();
        }
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
