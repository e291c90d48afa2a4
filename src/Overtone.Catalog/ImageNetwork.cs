using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog;

/// <summary>The kinds of network the image studies train.</summary>
internal enum NetworkKind
{
    /// <summary>A multilayer perceptron on all pixels.</summary>
    FullyConnected,

    /// <summary>A small convolutional network.</summary>
    Convolutional,
}

/// <summary>A network of an image study and how it is trained, complete: what a trial must read to train it.</summary>
internal sealed record ImageNetwork
{
    /// <summary>The kind.</summary>
    public required NetworkKind Kind { get; init; }

    /// <summary>Hidden widths; for a convolutional network its two channel counts and its hidden width.</summary>
    public required int[] Widths { get; init; }

    /// <summary>The activation.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The loss; with cross entropy the network's function is the softmax of its outputs.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The optimiser.</summary>
    public required Optimiser Optimiser { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Images a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>A short name: the kind in kebab-case.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Name => StudyText.Kebab(Kind);

    /// <summary>The function the network stands for: what its spectra are taken of.</summary>
    internal Func<Tensor, Tensor> Function(nn.Module<Tensor, Tensor> network) =>
        Loss == Loss.CrossEntropy ? x => nn.functional.softmax(network.call(x), dim: 1) : network.call;

    /// <summary>The network, freshly drawn.</summary>
    internal nn.Module<Tensor, Tensor> Create(ImageShape images, int classes, long seed, Device device)
    {
        // ReLU-like activations keep their variance with He's scale, tanh with Glorot's.
        WeightScale scale = Activation is Activation.Relu or Activation.Elu ? WeightScale.He : WeightScale.Glorot;
        var initialisation = new Initialisation(WeightDistribution.Normal, scale, 1);
        return Kind == NetworkKind.FullyConnected
            ? new MultilayerPerceptron(
                new PerceptronShape([images.PixelCount, .. Widths, classes], Activation), initialisation, seed, device)
            : new SmallConvolutionalNetwork(
                new ConvolutionalShape(images.Channels, images.Height, images.Width, Widths[0], Widths[1], Widths[2], classes, Activation),
                initialisation,
                seed,
                device);
    }

    /// <summary>A trainer of <paramref name="network"/> on a problem.</summary>
    internal Trainer CreateTrainer(nn.Module<Tensor, Tensor> network, ImageProblem problem, long seed) => new(
        network,
        new TrainingData(problem.Images, Loss == Loss.CrossEntropy ? problem.Labels : problem.OneHot),
        new TrainingOptions(Optimiser, LearningRate, Loss, BatchSize, seed));
}
