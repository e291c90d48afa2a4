using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>The options of <see cref="FrequencyPrincipleFiltering"/>.</summary>
public sealed record FrequencyPrincipleFilteringOptions : StudyOptions
{
    /// <summary>The data set.</summary>
    [Option("Data set: digits, mnist, cifar10, tiny-imagenet-10, or a folder")]
    public string Data { get; init; } = "digits";

    /// <summary>The networks to train.</summary>
    [Option("Networks to train: fully-connected (squared error), convolutional (cross entropy)")]
    public NetworkKind[] Networks { get; init; } = [NetworkKind.FullyConnected, NetworkKind.Convolutional];

    /// <summary>The optimisers to train with.</summary>
    [Option("Optimisers: the paper's text says gradient descent, its caption Adam; both by default")]
    public Optimiser[] Optimisers { get; init; } = [Optimiser.Adam, Optimiser.GradientDescent];

    /// <summary>Training images.</summary>
    [Option("Training images, a balanced subset; 0 for all", Minimum = 0)]
    public int Images { get; init; } = 1500;

    /// <summary>Passes over the training images.</summary>
    [Option("Passes over the training images", Minimum = 1)]
    public int Epochs { get; init; } = 80;

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

    /// <summary>Learning rate of Adam.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Learning rate of gradient descent.</summary>
    [Option("Learning rate of gradient descent (and of momentum)", Minimum = 1e-12)]
    public double DescentRate { get; init; } = 0.1;

    /// <summary>Variances of the filter.</summary>
    [Option("Variances δ of the filter, in squared units of the pixels (0 to 1)", Minimum = 1e-12)]
    public double[] Variances { get; init; } = [3, 7];

    /// <summary>Further variances, as quantiles of squared nearest-neighbour distances.</summary>
    [Option("Further variances: δ is this quantile of squared nearest-neighbour distances, times the factor", Minimum = 0, Maximum = 1)]
    public double[] Quantiles { get; init; } = [0.1, 0.5, 0.9];

    /// <summary>The factor on the quantiles.</summary>
    [Option("Factor on the quantiles: at 0.25, a neighbour at that distance weighs e^-2", Minimum = 1e-6)]
    public double QuantileFactor { get; init; } = 0.25;

    /// <summary>Networks trained in each setting.</summary>
    [Option("Networks trained in each setting, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 6;
}
