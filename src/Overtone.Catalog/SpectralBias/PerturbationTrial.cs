using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>One block of networks that fit sums of sines and are then perturbed: what a trial of <see cref="SpectralBiasPerturbation"/> reads.</summary>
public sealed record PerturbationTrial : TrialParameters
{
    /// <summary>Which setting it belongs to; a column of every table.</summary>
    public required string Setting { get; init; }

    /// <summary>Frequencies of the target; all amplitudes are 1.</summary>
    public required int[] Frequencies { get; init; }

    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Layer widths from input to output; as many inputs as samples for one-hot inputs.</summary>
    public required int[] Widths { get; init; }

    /// <summary>Adam's learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Random directions.</summary>
    public required int Directions { get; init; }

    /// <summary>Lengths of the perturbation.</summary>
    public required double[] Deltas { get; init; }

    /// <summary>The seeds of the block.</summary>
    public required long[] Seeds { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{Setting}, {StudyText.Seeds(Seeds)}";
}
