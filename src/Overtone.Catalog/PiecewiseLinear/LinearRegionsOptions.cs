using Overtone.Studies;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>The options of <see cref="LinearRegions"/>.</summary>
public sealed record LinearRegionsOptions : StudyOptions
{
    /// <summary>Hidden widths of the deep networks of two variables.</summary>
    [Option("Hidden layer widths of the networks of two variables", Minimum = 1)]
    public int[] Widths { get; init; } = [64, 64];

    /// <summary>Hidden units of the networks with one hidden layer.</summary>
    [Option("Units of the networks with one hidden layer", Minimum = 1)]
    public int Shallow { get; init; } = 64;

    /// <summary>Hidden widths of the classifier of digits.</summary>
    [Option("Hidden layer widths of the classifier of the embedded digits", Minimum = 1)]
    public int[] DigitWidths { get; init; } = [64, 64];

    /// <summary>Channels of the first convolution of the convolutional classifier of digits.</summary>
    [Option("Channels of the first convolution of the convolutional classifier; the second has twice as many, the hidden layer four times", Minimum = 1)]
    public int Channels { get; init; } = 2;

    /// <summary>Training steps.</summary>
    [Option("Training steps of each network", Minimum = 0)]
    public long Steps { get; init; } = 1000;

    /// <summary>Sample points on each plane.</summary>
    [Option("Sample points at which polygons and network are compared, on each plane", Minimum = 10)]
    public int Points { get; init; } = 10_000;

    /// <summary>Networks of each kind.</summary>
    [Option("Networks of each kind, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 8;
}
