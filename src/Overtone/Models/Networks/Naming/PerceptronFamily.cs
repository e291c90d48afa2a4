using static TorchSharp.torch;

namespace Overtone.Models.Networks.Naming;

/// <summary>Multilayer perceptrons; sizes are the hidden widths.</summary>
internal sealed class PerceptronFamily : NetworkFamily
{
    public override string Prefix => "mlp";

    public override NetworkForm Form { get; } = new("mlp-WIDTH-...", "mlp-400-200", "a multilayer perceptron with these hidden widths");

    public override IReadOnlyList<int>? ReadSizes(string[] words) => words.Length == 0 ? null : Numbers(words);

    public override nn.Module<Tensor, Tensor> Create(IReadOnlyList<int> sizes, InputSize images, int classes, long seed, Device? device) =>
        new MultilayerPerceptron(
            new PerceptronShape([checked(images.Channels * images.Height * images.Width), .. sizes, classes], Activation.Relu), He, seed,
            device);
}
