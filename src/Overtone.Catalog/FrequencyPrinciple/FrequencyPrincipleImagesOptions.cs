using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>The options of <see cref="FrequencyPrincipleImages"/>.</summary>
public sealed record FrequencyPrincipleImagesOptions : StudyOptions
{
    /// <summary>The data set.</summary>
    [Option("Data set: digits, mnist, cifar10, tiny-imagenet-10, or a folder")]
    public string Data { get; init; } = "digits";

    /// <summary>The networks to train.</summary>
    [Option("Networks to train: fully-connected, convolutional")]
    public NetworkKind[] Networks { get; init; } = [NetworkKind.FullyConnected, NetworkKind.Convolutional];

    /// <summary>Training images.</summary>
    [Option("Training images, a balanced subset; 0 for all", Minimum = 0)]
    public int Images { get; init; } = 1500;

    /// <summary>Passes over the training images.</summary>
    [Option("Passes over the training images", Minimum = 1)]
    public int Epochs { get; init; } = 100;

    /// <summary>Images a step.</summary>
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

    /// <summary>Activation of the convolutional network.</summary>
    [Option("Activation of the convolutional network")]
    public Activation ConvolutionActivation { get; init; } = Activation.Relu;

    /// <summary>The loss.</summary>
    [Option("Loss: cross-entropy (spectra of the softmax) or mean-squared (spectra of the outputs)")]
    public Loss Loss { get; init; } = Loss.CrossEntropy;

    /// <summary>The optimiser.</summary>
    [Option("Optimiser: gradient-descent, momentum, adam")]
    public Optimiser Optimiser { get; init; } = Optimiser.Adam;

    /// <summary>The learning rate.</summary>
    [Option("Learning rate", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Which output's spectrum is taken.</summary>
    [Option("The output (class index) whose spectrum is taken; -1 for all outputs together", Minimum = -1)]
    public int Output { get; init; } = -1;

    /// <summary>The highest frequency looked at.</summary>
    [Option("Highest frequency, in cycles per standard deviation of the projected inputs", Minimum = 0.01)]
    public double HighestFrequency { get; init; } = 1.2;

    /// <summary>How many frequencies are watched.</summary>
    [Option("Frequencies watched: at least this many", Minimum = 2)]
    public int Frequencies { get; init; } = 8;

    /// <summary>The error below which a frequency counts as learned.</summary>
    [Option("Relative error below which a frequency counts as learned", Minimum = 0)]
    public double Threshold { get; init; } = 0.2;

    /// <summary>Networks trained of each kind.</summary>
    [Option("Networks trained of each kind, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 6;
}
