using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>One block of seeds fitting a one-dimensional target: what a trial of <see cref="FrequencyPrinciple1d"/> reads.</summary>
public sealed record Fit1dTrial : TrialParameters
{
    /// <summary>Which experiment it belongs to; a column of every table.</summary>
    public required string Experiment { get; init; }

    /// <summary>The target.</summary>
    public required Target1d Target { get; init; }

    /// <summary>Training samples over one period.</summary>
    public required int Samples { get; init; }

    /// <summary>Standard deviation of the noise on the training samples.</summary>
    public required double Noise { get; init; }

    /// <summary>Hidden layer widths.</summary>
    public required int[] Widths { get; init; }

    /// <summary>The activation.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The width of the Ricker activation.</summary>
    public required double RickerWidth { get; init; }

    /// <summary>How weights begin.</summary>
    public required Initialisation Initialisation { get; init; }

    /// <summary>The optimiser.</summary>
    public required Optimiser Optimiser { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The loss.</summary>
    public required Loss Loss { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>The seeds of the block.</summary>
    public required long[] Seeds { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{Experiment}, {StudyText.Seeds(Seeds)}";

    /// <summary>The network's shape.</summary>
    internal PerceptronShape Shape => new([1, .. Widths, 1], Activation, RickerWidth);
}
