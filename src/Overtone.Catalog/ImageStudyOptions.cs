using Overtone.Data;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog;

/// <summary>The options of every study that trains networks on images.</summary>
internal abstract record ImageStudyOptions : StudyOptions
{
    [Option("Data set: digits, planted, mnist, cifar10, cifar100, tiny-imagenet-10, or a folder")]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = "digits";

    [Option("Networks to train: fully-connected, convolutional, vgg", Reduced = Reduced.WhenMissing)]
    public NetworkKind[] Networks { get; init; } = [NetworkKind.FullyConnected, NetworkKind.Convolutional];

    [Option("Number of training images, a class-balanced subset", Minimum = 1, Unset = "all")]
    public int? Images { get; init; } = 1500;

    [Option("Training epochs", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Epochs { get; init; } = 100;

    // A sixth of the images, as in 1901.06523 (10,000 of 60,000).
    [Option("Images per training step", Minimum = 1)]
    public int BatchSize { get; init; } = 250;

    [Option("Hidden widths of the fully connected network", Minimum = 1)]
    public int[] Widths { get; init; } = [400, 200];

    [Option("Activation of the fully connected network")]
    public Activation Activation { get; init; } = Activation.Tanh;

    [Option("Channels of the two convolutions and widths of the hidden layers", Minimum = 1)]
    public int[] Convolution { get; init; } = [8, 16, 100];

    [Option(
        "Channels of the stages of a VGG-like network, each of two or three convolutions and a pooling that halves the image, and the "
            + "width of its hidden layer",
        Minimum = 1)]
    public int[] Vgg { get; init; } = [8, 16, 32, 64];

    [Option("Data set of the convolutional networks, where it is another", Unset = "same")]
    public string? ConvolutionData { get; init => field = value is null ? null : DataSource.CanonicalName(value); }

    [Option("Learning rate of the convolutional network, where it is another", Above = 0, Unset = "same")]
    public double? ConvolutionLearningRate { get; init; }

    [Option("Images per training step of the convolutional network, where they are others", Minimum = 1, Unset = "same")]
    public int? ConvolutionBatchSize { get; init; }

    [Option("Learning rate of the VGG-like network, where it is another", Above = 0, Unset = "same")]
    public double? VggLearningRate { get; init; }

    [Option("Images per training step of the VGG-like network, where they are others", Minimum = 1, Unset = "same")]
    public int? VggBatchSize { get; init; }

    [Option("Networks trained in each setting, each from its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    internal ImageNetwork NetworkOf(
        NetworkKind kind, Loss loss, Optimiser optimiser, double learningRate, Activation convolutional = Activation.Relu) =>
        new()
        {
            Kind = kind,
            Widths = Of(kind, Widths, Convolution, Vgg),
            Activation = Of(kind, Activation, convolutional, Activation.Relu),
            Loss = loss,
            Optimiser = optimiser,
            LearningRate = Of(kind, null, ConvolutionLearningRate, VggLearningRate) ?? learningRate,
            BatchSize = Of(kind, null, ConvolutionBatchSize, VggBatchSize) ?? BatchSize,
        };

    /// <summary>The data set that networks of a kind learn.</summary>
    internal string DataOf(NetworkKind kind) => kind == NetworkKind.FullyConnected ? Data : ConvolutionData ?? Data;

    /// <summary>Checks what limits of single options cannot say.</summary>
    /// <exception cref="InvalidOptionException">A network with convolutions has too few sizes.</exception>
    internal void ValidateNetworks()
    {
        if (Convolution.Length < 3)
            throw new InvalidOptionException(
                "--convolution", $"{Convolution.Length} numbers", "three or more: two channel counts and the widths of hidden layers");
        if (Vgg.Length < 2)
            throw new InvalidOptionException("--vgg", $"{Vgg.Length} number", "two or more: channels of the stages and the hidden width");
    }

    private static T Of<T>(NetworkKind kind, T fullyConnected, T convolutional, T vgg) => kind switch
    {
        NetworkKind.FullyConnected => fullyConnected,
        NetworkKind.Convolutional => convolutional,
        _ => vgg,
    };
}
