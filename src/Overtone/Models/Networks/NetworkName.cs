using System.Diagnostics.CodeAnalysis;
using Overtone.Files;
using Overtone.Models.Networks.Naming;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A network asked for by name: <c>mlp-400-200</c>, <c>cnn</c>, <c>resnet-20</c>, <c>wrn-28-10</c>. The name says its sizes; images and
/// classes are given when it is made. Two names are equal if they ask for the same network.
/// Source: names as in 1512.03385 and 1605.07146; cnn as 1901.06523, Fig. 3.
/// </summary>
public sealed record NetworkName
{
    private static readonly NetworkFamily[] Families =
        [new PerceptronFamily(), new ConvolutionalFamily(), new ResidualFamily(), new WideResidualFamily(), new LinearFamily()];

    private readonly NetworkFamily _family;
    private readonly IReadOnlyList<int> _sizes;

    private NetworkName(NetworkFamily family, IReadOnlyList<int> sizes) =>
        (_family, _sizes, Text) = (family, sizes, family.Write(sizes));

    /// <summary>How networks are named, for help and messages.</summary>
    public static IReadOnlyList<NetworkForm> Forms { get; } = [.. Families.Select(family => family.Form)];

    /// <summary>The name with all sizes that are not as usual: <c>cnn</c> for <c>CNN-16-32-64</c>.</summary>
    public string Text { get; }

    /// <summary>The least height and width of images that it takes, in pixels.</summary>
    public int SmallestImage => _family.SmallestImage;

    /// <summary>Reads a name; capital letters do not matter.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="FormatException">It names no network; the message says what it may be.</exception>
    public static NetworkName Read(string text) =>
        TryRead(text, out NetworkName? name, out string? fault) ? name : throw new FormatException(fault);

    /// <summary>Reads a name; capital letters do not matter.</summary>
    /// <param name="text">The name.</param>
    /// <param name="name">The network that it names.</param>
    /// <param name="fault">Otherwise, what is wrong with it, as a sentence that repeats it.</param>
    /// <returns>Whether it names a network.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out NetworkName? name, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        name = null;
        string[] words = text.ToLowerInvariant().Split('-');
        if (Families.FirstOrDefault(family => family.Prefix == words[0]) is not { } family)
        {
            fault = $"\"{Printable.Of(text)}\" names no network; expected one of {string.Join(", ", Forms)}";
            return false;
        }

        if (family.ReadSizes(words[1..]) is not { } sizes)
        {
            fault = $"\"{Printable.Of(text)}\" is not a name of the form {family.Form}, with numbers from 1 to "
                + $"{NetworkFamily.LargestSize:N0}";
            return false;
        }

        fault = family.FaultOf(sizes) is { } wrong ? $"\"{Printable.Of(text)}\" {wrong}" : null;
        name = fault is null ? new NetworkName(family, sizes) : null;
        return name is not null;
    }

    /// <summary>The network with freshly drawn weights (He et al. 2015; ReLU between its layers); the caller disposes it.</summary>
    /// <param name="images">The size of one image.</param>
    /// <param name="classes">The number of classes, 1 or more.</param>
    /// <param name="seed">The replicate's seed: equal seeds give equal weights.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    /// <returns>From [n, channels, height, width] to logits [n, classes].</returns>
    /// <exception cref="ArgumentException">The images are too small for the network, or there are no classes.</exception>
    public nn.Module<Tensor, Tensor> Create(InputSize images, int classes, long seed, Device? device = null)
    {
        int smallest = SmallestImage;
        if (images.Channels < 1 || images.Height < smallest || images.Width < smallest)
        {
            throw new ArgumentException(
                $"Images of {images} are too small for {Text}; expected at least 1x{smallest}x{smallest} pixels.", nameof(images));
        }

        if (classes < 1)
            throw new ArgumentException($"There are {classes} classes; expected 1 or more.", nameof(classes));
        return _family.Create(_sizes, images, classes, seed, device);
    }

    /// <inheritdoc/>
    public bool Equals(NetworkName? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The name.</summary>
    public override string ToString() => Text;
}
