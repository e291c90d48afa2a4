using System.Text.Json.Serialization;
using Overtone.Models;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// The kinds of network that classify small images.
/// Source: 1901.06523, Fig. 2 and 3.
/// </summary>
public enum NetworkKind
{
    /// <summary>A multilayer perceptron on all pixels.</summary>
    FullyConnected,

    /// <summary>A small convolutional network.</summary>
    Convolutional,

    /// <summary>A deeper one, in the manner of VGG16; its activation is ReLU.</summary>
    Vgg,
}

/// <summary>
/// A network that classifies images and how it is trained, complete: with a seed and labelled images it says every number of the training.
/// Source: 1901.06523, Fig. 2 and 3, whose networks these are, with sizes left to choose.
/// </summary>
public sealed record ImageNetwork
{
    /// <summary>The kind.</summary>
    public required NetworkKind Kind { get; init; }

    /// <summary>
    /// Hidden widths; for a convolutional network its two channel counts and its hidden widths, one or more; for a VGG the channels of its
    /// stages, and its hidden width.
    /// </summary>
    public required int[] Widths { get; init; }

    /// <summary>The activation.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The loss; with cross entropy the network's function is the softmax of its outputs.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The optimiser.</summary>
    public required Optimiser Optimiser { get; init; }

    /// <summary>The learning rate, above zero.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Images a step, at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>A short name: fully-connected, convolutional or vgg.</summary>
    [JsonIgnore]
    public string Name => Kind switch
    {
        NetworkKind.FullyConnected => "fully-connected",
        NetworkKind.Convolutional => "convolutional",
        _ => "vgg",
    };

    /// <summary>The function the network stands for, [n, ...] to [n, classes]: what its spectra are taken of.</summary>
    /// <param name="network">A network that <see cref="Create"/> made.</param>
    public Func<Tensor, Tensor> Function(nn.Module<Tensor, Tensor> network) =>
        Loss == Loss.CrossEntropy ? x => nn.functional.softmax(network.call(x), dim: 1) : network.call;

    /// <summary>The network, freshly drawn; the caller disposes it.</summary>
    /// <param name="image">The size of one image.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="seed">The replicate's seed.</param>
    /// <param name="device">Where the weights live; null for the processor.</param>
    /// <exception cref="ArgumentException">A width is below 1, or the images are too small for a network with poolings.</exception>
    public nn.Module<Tensor, Tensor> Create(InputSize image, int classes, long seed, Device? device = null)
    {
        // ReLU-like activations keep their variance with He's scale, tanh with Glorot's.
        WeightScale scale = Activation is Activation.Relu or Activation.Elu ? WeightScale.He : WeightScale.Glorot;
        var initialisation = new Initialisation(WeightDistribution.Normal, scale, 1);
        return Kind switch
        {
            NetworkKind.FullyConnected => new MultilayerPerceptron(
                new PerceptronShape([image.Channels * image.Height * image.Width, .. Widths, classes], Activation), initialisation, seed,
                device),
            NetworkKind.Convolutional => new SmallConvolutionalNetwork(
                new ConvolutionalShape(image.Channels, image.Height, image.Width, Widths[0], Widths[1], Widths[2], classes, Activation)
                {
                    FurtherHidden = Widths[3..],
                },
                initialisation,
                seed,
                device),
            _ => new VggNetwork(
                new VggShape(image.Channels, image.Height, image.Width, Widths[..^1], Widths[^1], classes), initialisation, seed, device),
        };
    }

    /// <summary>A trainer of a network on labelled images; the caller disposes it.</summary>
    /// <param name="network">A network that <see cref="Create"/> made.</param>
    /// <param name="images">[n, channels, height, width], float32.</param>
    /// <param name="labels">[n], int64: what cross entropy learns.</param>
    /// <param name="oneHot">[n, classes], float32: what the other losses learn.</param>
    /// <param name="seed">The seed of the order of images.</param>
    public Trainer CreateTrainer(nn.Module<Tensor, Tensor> network, Tensor images, Tensor labels, Tensor oneHot, long seed) => new(
        network,
        new TrainingData(images, Loss == Loss.CrossEntropy ? labels : oneHot),
        new TrainingOptions(Optimiser, LearningRate, Loss, BatchSize, seed));
}
