using static TorchSharp.torch;

namespace Overtone.Models.Networks.Naming;

/// <summary>Residual networks; sizes are the layers and the channels of the first stage.</summary>
internal sealed class ResidualFamily : NetworkFamily
{
    private const int UsualWidth = 16, LayersBesideBlocks = 2;

    public override string Prefix => "resnet";

    public override NetworkForm Form { get; } = new(
        "resnet-LAYERS or resnet-LAYERSxCHANNELS",
        "resnet-20",
        "a residual network of 6n + 2 layers with 16, 32 and 64 channels; resnet-20x8 has 8, 16 and 32");

    public override IReadOnlyList<int>? ReadSizes(string[] words) => words.Length != 1 ? null : words[0].Split('x') switch
    {
        [var layers] => Numbers([layers, $"{UsualWidth}"]),
        [var layers, var channels] => Numbers([layers, channels]),
        _ => null,
    };

    public override string? FaultOf(IReadOnlyList<int> sizes) => FaultOfLayers(sizes[0], LayersBesideBlocks);

    public override string Write(IReadOnlyList<int> sizes) =>
        sizes[1] == UsualWidth ? $"{Prefix}-{sizes[0]}" : $"{Prefix}-{sizes[0]}x{sizes[1]}";

    public override nn.Module<Tensor, Tensor> Create(IReadOnlyList<int> sizes, InputSize images, int classes, long seed, Device? device) =>
        new ResidualNetwork(
            new ResidualShape(
                images.Channels, (sizes[0] - LayersBesideBlocks) / 6, [sizes[1], 2 * sizes[1], 4 * sizes[1]], classes),
            seed,
            device);
}
