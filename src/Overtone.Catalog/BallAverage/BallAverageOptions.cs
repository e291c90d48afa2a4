using Overtone.Studies;

namespace Overtone.Catalog.BallAverage;

/// <summary>The options of <see cref="BallAverageStudy"/>.</summary>
public sealed record BallAverageOptions : StudyOptions
{
    /// <summary>Dimensions of the sampled scheme.</summary>
    [Option("Input dimensions of the sampled scheme", Minimum = 2)]
    public int[] Dimensions { get; init; } = [784, 3072, 150_528];

    /// <summary>Radii, one a dimension.</summary>
    [Option("Radius of the average for each dimension, in units of the input", Minimum = 1e-9)]
    public double[] Radii { get; init; } = [4, 6, 30];

    /// <summary>Directions of the scheme.</summary>
    [Option("Directions K of the scheme, which then has 6K + 1 points", Minimum = 1)]
    public int Directions { get; init; } = 15;

    /// <summary>Draws of directions.</summary>
    [Option("Draws of directions", Minimum = 2)]
    public int Draws { get; init; } = 100;

    /// <summary>Dimensions in which random points of the ball test the formula.</summary>
    [Option("Dimensions in which the formula is tested by random points of the ball", Minimum = 1, Maximum = 2000)]
    public int[] BallDimensions { get; init; } = [1, 2, 3, 10, 100];

    /// <summary>How many random points.</summary>
    [Option("Random points of the ball", Minimum = 100)]
    public int Points { get; init; } = 200_000;
}
