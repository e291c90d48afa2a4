using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>One block of networks fitting sums of sines, recorded while they learn: what a trial of <see cref="SpectralBiasSines"/> reads.</summary>
public sealed record SinesTrial : TrialParameters
{
    /// <summary>Which setting it belongs to; a column of every table.</summary>
    public required string Setting { get; init; }

    /// <summary>Frequencies of the target.</summary>
    public required int[] Frequencies { get; init; }

    /// <summary>Amplitudes of the target.</summary>
    public required double[] Amplitudes { get; init; }

    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Layer widths from input to output; as many inputs as samples for one-hot inputs.</summary>
    public required int[] Widths { get; init; }

    /// <summary>Adam's learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Steps between two records.</summary>
    public required long RecordEvery { get; init; }

    /// <summary>Records between two of the norms.</summary>
    public required int NormsEvery { get; init; }

    /// <summary>Steps of the functions that are drawn.</summary>
    public required long[] DrawnSteps { get; init; }

    /// <summary>The seeds of the block.</summary>
    public required long[] Seeds { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{Setting}, {StudyText.Seeds(Seeds)}";
}
