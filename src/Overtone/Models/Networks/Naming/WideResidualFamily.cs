using static TorchSharp.torch;

namespace Overtone.Models.Networks.Naming;

/// <summary>Wide residual networks; sizes are the layers and the widening factor.</summary>
internal sealed class WideResidualFamily : NetworkFamily
{
    public override string Prefix => "wrn";

    public override NetworkForm Form { get; } = new(
        "wrn-LAYERS-FACTOR", "wrn-16-4", "a wide residual network of 6n + 4 layers with FACTOR times 16, 32 and 64 channels");

    public override IReadOnlyList<int>? ReadSizes(string[] words) => words.Length == 2 ? Numbers(words) : null;

    public override string? FaultOf(IReadOnlyList<int> sizes) => FaultOfLayers(sizes[0], more: 4);

    public override nn.Module<Tensor, Tensor> Create(IReadOnlyList<int> sizes, InputSize images, int classes, long seed, Device? device) =>
        new WideResidualNetwork(new WideResidualShape(images.Channels, sizes[0], sizes[1], classes), seed, device);
}
