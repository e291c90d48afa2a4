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

/// <summary>Measures errors under band-limited noise.</summary>
public sealed record NoiseTrial : SubjectTrial
{
    /// <summary>The shape of the noise's band.</summary>
    public required BandShape Shape { get; init; }

    /// <summary>Its bandwidths.</summary>
    public required int[] Bandwidths { get; init; }

    /// <summary>Its norm.</summary>
    public required double Norm { get; init; }

    /// <summary>What the norm is measured over.</summary>
    public required NormMode NormMode { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Shape)} noise";
}
