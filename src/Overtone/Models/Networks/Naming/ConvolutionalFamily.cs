using static TorchSharp.torch;

namespace Overtone.Models.Networks.Naming;

/// <summary>Small convolutional networks; sizes are two numbers of channels and the hidden widths.</summary>
internal sealed class ConvolutionalFamily : NetworkFamily
{
    private const int FewestSizes = 3;

    private static readonly int[] Usual = [16, 32, 64];

    public override string Prefix => "cnn";

    public override NetworkForm Form { get; } = new(
        "cnn or cnn-CHANNELS-CHANNELS-WIDTH-...",
        "cnn-16-32-64",
        "two convolutions with these numbers of channels, each with pooling, then layers of these hidden widths; cnn is cnn-16-32-64");

    // Two poolings leave nothing of fewer.
    public override int SmallestImage => 4;

    public override IReadOnlyList<int>? ReadSizes(string[] words) => words.Length switch
    {
        0 => Usual,
        // One number or two might mean layers, which these networks have no choice of.
        < FewestSizes => null,
        _ => Numbers(words),
    };

    public override string Write(IReadOnlyList<int> sizes) => sizes.SequenceEqual(Usual) ? Prefix : base.Write(sizes);

    public override nn.Module<Tensor, Tensor> Create(IReadOnlyList<int> sizes, InputSize images, int classes, long seed, Device? device) =>
        new SmallConvolutionalNetwork(
            new ConvolutionalShape(
                images.Channels, images.Height, images.Width, sizes[0], sizes[1], sizes[2], classes, Activation.Relu)
            {
                FurtherHidden = [.. sizes.Skip(FewestSizes)],
            },
            He,
            seed,
            device);
}
