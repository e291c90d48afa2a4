using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>The options of <see cref="FrequencyPrincipleParity"/>.</summary>
public sealed record FrequencyPrincipleParityOptions : StudyOptions
{
    /// <summary>The number of signs.</summary>
    [Option("Number of signs whose product is learned", Minimum = 2, Maximum = 14)]
    public int Dimension { get; init; } = 10;

    /// <summary>Training samples.</summary>
    [Option("Training samples, drawn without repetition", Minimum = 2)]
    public int Samples { get; init; } = 200;

    /// <summary>Hidden layer widths.</summary>
    [Option("Hidden layer widths", Minimum = 1)]
    public int[] Widths { get; init; } = [500, 100];

    /// <summary>The activation.</summary>
    [Option("Activation")]
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>The standard deviation of initial weights.</summary>
    [Option("Standard deviation of initial weights and biases", Minimum = 0)]
    public double Scale { get; init; } = 0.05;

    /// <summary>The learning rate of Adam.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Training steps.</summary>
    [Option("Training steps, each on all samples", Minimum = 1)]
    public long Steps { get; init; } = 1001;

    /// <summary>Draws of samples and weights.</summary>
    [Option("Draws of training samples and weights", Minimum = 1)]
    public int Draws { get; init; } = 10;
}

/// <summary>What a trial of <see cref="FrequencyPrincipleParity"/> reads: one draw of samples and weights.</summary>
public sealed record ParityTrial : TrialParameters
{
    /// <summary>The number of signs.</summary>
    public required int Dimension { get; init; }

    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Hidden layer widths.</summary>
    public required int[] Widths { get; init; }

    /// <summary>The activation.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The standard deviation of initial weights.</summary>
    public required double Scale { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>The draw's seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => $"draw {Seed}";
}
