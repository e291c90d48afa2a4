using Overtone.Studies;

namespace Overtone.Catalog.BallAverage;

/// <summary>What a trial of <see cref="BallAverageStudy"/> reads: one dimension, of the ball or of the sampled scheme.</summary>
public sealed record BallAverageTrial : TrialParameters
{
    /// <summary>The dimension.</summary>
    public required int Dimension { get; init; }

    /// <summary>The scheme's radius; 0 to test the ball's formula by random points.</summary>
    public required double Radius { get; init; }

    /// <summary>Directions of the scheme.</summary>
    public required int Directions { get; init; }

    /// <summary>Draws of directions, or random points of the ball.</summary>
    public required int Draws { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{(Radius > 0 ? "scheme" : "ball")}, {Dimension} dimensions";
}
