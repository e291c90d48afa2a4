using Overtone.Studies;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>Which network's regions are found.</summary>
public enum RegionSubject
{
    /// <summary>A deep network of two variables, before training and after fitting a checkerboard of sines.</summary>
    Deep,

    /// <summary>One hidden layer of two variables, random.</summary>
    Shallow,

    /// <summary>A classifier of the embedded digits, on the plane through three of them, before training and after.</summary>
    Digits,

    /// <summary>A convolutional classifier of the embedded digits with maximum pooling, likewise.</summary>
    Convolutional,
}

/// <summary>What a trial of <see cref="LinearRegions"/> reads: one network.</summary>
public sealed record LinearRegionsTrial : TrialParameters
{
    /// <summary>Which network.</summary>
    public required RegionSubject Subject { get; init; }

    /// <summary>Hidden widths; of a convolutional network, the channels of its convolutions and its hidden units.</summary>
    public required int[] Widths { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Sample points on the plane.</summary>
    public required int Points { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Whether the polygons are stored: those of one seed are drawn.</summary>
    public required bool Pictures { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Subject)}, seed {Seed}";
}
