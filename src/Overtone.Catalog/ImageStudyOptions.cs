using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog;

/// <summary>The options of every study that trains networks on images.</summary>
internal abstract record ImageStudyOptions : StudyOptions
{
    /// <summary>The data set.</summary>
    [Option("Data set: digits, mnist, cifar10, tiny-imagenet-10, or a folder")]
    public string Data { get; init; } = "digits";

    /// <summary>The networks to train.</summary>
    [Option("Networks to train: fully-connected, convolutional", Reduced = Reduced.WhenMissing)]
    public NetworkKind[] Networks { get; init; } = [NetworkKind.FullyConnected, NetworkKind.Convolutional];

    /// <summary>Training images.</summary>
    [Option("Training images, a balanced subset", Minimum = 1, Unset = "all")]
    public int? Images { get; init; } = 1500;

    /// <summary>Passes over the training images.</summary>
    [Option("Passes over the training images", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Epochs { get; init; } = 100;

    /// <summary>Images a step. A sixth of the images, as in 1901.06523 (10,000 of 60,000).</summary>
    [Option("Images a training step", Minimum = 1)]
    public int BatchSize { get; init; } = 250;

    /// <summary>Hidden widths of the fully connected network.</summary>
    [Option("Hidden widths of the fully connected network", Minimum = 1)]
    public int[] Widths { get; init; } = [400, 200];

    /// <summary>Activation of the fully connected network.</summary>
    [Option("Activation of the fully connected network")]
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Sizes of the convolutional network.</summary>
    [Option("Channels of the two convolutions and width of the hidden layer", Minimum = 1)]
    public int[] Convolution { get; init; } = [8, 16, 100];

    /// <summary>Networks trained in each setting.</summary>
    [Option("Networks trained in each setting, each from its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    /// <summary>Checks what limits of single options cannot say.</summary>
    /// <exception cref="InvalidOptionException">The convolutional network has not three sizes.</exception>
    internal void ValidateNetworks()
    {
        if (Convolution.Length != 3)
            throw new InvalidOptionException("--convolution", $"{Convolution.Length} numbers", "three: two channel counts and a width");
    }
}
