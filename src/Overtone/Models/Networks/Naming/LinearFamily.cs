using static TorchSharp.torch;

namespace Overtone.Models.Networks.Naming;

/// <summary>Linear classifiers: one layer from pixels to logits, no sizes.</summary>
internal sealed class LinearFamily : NetworkFamily
{
    public override string Prefix => "linear";

    public override NetworkForm Form { get; } = new("linear", "linear", "one layer from pixels to logits, without hidden units");

    public override IReadOnlyList<int>? ReadSizes(string[] words) => words.Length == 0 ? [] : null;

    public override string Write(IReadOnlyList<int> sizes) => Prefix;

    public override nn.Module<Tensor, Tensor> Create(IReadOnlyList<int> sizes, InputSize images, int classes, long seed, Device? device) =>
        new MultilayerPerceptron(
            new PerceptronShape([checked(images.Channels * images.Height * images.Width), classes], Activation.Relu), He, seed, device);
}
