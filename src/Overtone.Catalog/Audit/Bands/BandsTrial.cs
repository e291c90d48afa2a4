using Overtone.Robustness;

namespace Overtone.Catalog.Audit.Bands;

/// <summary>Measures accuracy and confidence on filtered images.</summary>
public sealed record BandsTrial : SubjectTrial
{
    /// <summary>The shape of the filters.</summary>
    public required BandShape Shape { get; init; }

    /// <summary>Their bandwidths.</summary>
    public required int[] Bandwidths { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Shape)} images";
}
