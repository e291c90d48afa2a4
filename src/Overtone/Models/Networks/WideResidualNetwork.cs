using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A wide residual classifier of 6n + 4 layers for small images, WRN-d-k: a 3×3 convolution to 16 channels, three stages of n blocks with
/// 16k, 32k and 64k channels, batch normalisation, ReLU, global average pooling and a linear layer. A block is twice batch normalisation,
/// ReLU and a 3×3 convolution, beside its input; where height, width or channels change, the block's first normalisation and ReLU come
/// before both ways, and a 1×1 convolution stands in the second. The second and third stage begin by halving height and width.
/// [n, channels, height, width] to [n, outputs].
/// Source: 1605.07146, section 2 and Table 1, without dropout; the order in a block that changes the size is its authors' code.
/// </summary>
public sealed class WideResidualNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly Linear _output;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    public WideResidualNetwork(WideResidualShape shape, long seed, Device? device = null)
        : base(nameof(WideResidualNetwork))
    {
        // Modules leave tensors behind when they are made, and their parameters belong to no scope.
        using var scope = NewDisposeScope();
        Shape = shape;
        var layers = new ResidualLayers(seed);
        int width = WideResidualShape.StemWidth;
        var parts = new List<(string, nn.Module<Tensor, Tensor>)> { ("stem", layers.Convolution(shape.Channels, width, stride: 1)) };
        for (int stage = 0; stage < shape.Widths.Count; stage++)
        {
            for (int block = 0; block < shape.BlocksPerStage; block++)
            {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                parts.Add(($"stage{stage + 1}_block{block + 1}", Block(layers, width, shape.Widths[stage], stride)));
                width = shape.Widths[stage];
            }
        }

        _features = nn.Sequential([.. parts, ("normalisation", nn.BatchNorm2d(width)), ("relu", nn.ReLU(inplace: true))]);
        _output = layers.Output(width, shape.Outputs);
        register_module("features", _features);
        register_module("output", _output);
        if (device is not null)
            this.to(device);
    }

    /// <summary>Sizes.</summary>
    public WideResidualShape Shape { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _output.call(_features.call(ChannelsLast.WherePaid(input)).mean([2, 3])).MoveToOuterDisposeScope();
    }

    private static nn.Module<Tensor, Tensor> Block(ResidualLayers layers, int inputs, int outputs, int stride)
    {
        (string, nn.Module<Tensor, Tensor>)[] activated =
            [("first_normalisation", nn.BatchNorm2d(inputs)), ("first_relu", nn.ReLU(inplace: true))];
        (string, nn.Module<Tensor, Tensor>)[] convolutions =
        [
            ("first", layers.Convolution(inputs, outputs, stride)),
            ("second_normalisation", nn.BatchNorm2d(outputs)),
            ("second_relu", nn.ReLU(inplace: true)),
            ("second", layers.Convolution(outputs, outputs, stride: 1)),
        ];
        return inputs == outputs && stride == 1
            ? new SkipConnection(nn.Sequential([.. activated, .. convolutions]))
            : nn.Sequential(
            [
                .. activated,
                ("residual", new SkipConnection(nn.Sequential(convolutions), layers.Convolution(inputs, outputs, stride, window: 1))),
            ]);
    }
}

/// <summary>
/// The sizes of a <see cref="WideResidualNetwork"/>.
/// Source: 1605.07146, Table 1.
/// </summary>
public sealed record WideResidualShape
{
    /// <summary>Channels of the first convolution.</summary>
    internal const int StemWidth = 16;

    /// <summary>The sizes of WRN-d-k.</summary>
    /// <param name="channels">Channels of an input image.</param>
    /// <param name="layers">d, the layers with weights: 6n + 4 for an n of 1 or more. 1×1 convolutions beside blocks do not count.</param>
    /// <param name="wideningFactor">k, 1 or more.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <exception cref="ArgumentException">There is no network of so many layers, or the factor is below 1.</exception>
    public WideResidualShape(int channels, int layers, int wideningFactor, int outputs)
    {
        if (layers < 10 || layers % 6 != 4)
            throw new ArgumentException($"There are {layers} layers; expected 6n + 4: 10, 16, 22, 28, 34, 40, ...", nameof(layers));
        if (wideningFactor < 1)
            throw new ArgumentException($"The widening factor is {wideningFactor}; expected 1 or more.", nameof(wideningFactor));
        (Channels, Layers, WideningFactor, Outputs) = (channels, layers, wideningFactor, outputs);
    }

    /// <summary>Channels of an input image.</summary>
    public int Channels { get; }

    /// <summary>Layers with weights: 6n + 4; 1×1 convolutions beside blocks do not count.</summary>
    public int Layers { get; }

    /// <summary>k: how many times as many channels as the narrowest network has.</summary>
    public int WideningFactor { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The n of 6n + 4.</summary>
    public int BlocksPerStage => (Layers - 4) / 6;

    /// <summary>Channels of the three stages: 16k, 32k, 64k.</summary>
    public IReadOnlyList<int> Widths => [.. new[] { 1, 2, 4 }.Select(times => times * StemWidth * WideningFactor)];
}
