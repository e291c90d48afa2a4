using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of <see cref="SpectralBiasNoisyLabels"/>.</summary>
public sealed record SpectralBiasNoisyLabelsOptions : TwoClassOptions
{
    /// <summary>Whether norms are moved and scaled to MNIST's.</summary>
    [Option("Whether norms of images are moved and scaled to the mean 9.77 and deviation 1.48 that they have in MNIST, so that a frequency means as many cycles")]
    public bool MatchNorms { get; init; } = true;

    /// <summary>Whether the negative controls run.</summary>
    [Option("Whether to run the negative controls, the same noise shuffled among the images")]
    public bool Controls { get; init; } = true;
}
