using System.Globalization;
using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>One block of networks of one size that fit a spike: what a trial of <see cref="SpectralBiasCapacity"/> reads.</summary>
public sealed record CapacityTrial : TrialParameters
{
    /// <summary>Affine maps.</summary>
    public required int Depth { get; init; }

    /// <summary>Units of every hidden layer.</summary>
    public required int Width { get; init; }

    /// <summary>The bound of weights and biases.</summary>
    public required double Clip { get; init; }

    /// <summary>Which repetition of one setting: each draws other networks for the same seeds.</summary>
    public required int Repeat { get; init; }

    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Adam's learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>The seeds of the block.</summary>
    public required long[] Seeds { get; init; }

    /// <inheritdoc/>
    public override string Label => string.Create(
        CultureInfo.InvariantCulture, $"depth {Depth}, width {Width}, clip {Clip}{(Repeat > 0 ? $", again {Repeat}" : "")}, {StudyText.Seeds(Seeds)}");

    /// <summary>The networks' shape.</summary>
    internal PerceptronShape Shape => new([1, .. Enumerable.Repeat(Width, Depth - 1), 1], Activation.Relu);
}
