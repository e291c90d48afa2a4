using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>The options of <see cref="FrequencyPrincipleImages"/>.</summary>
public sealed record FrequencyPrincipleImagesOptions : ImageStudyOptions
{
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
}
