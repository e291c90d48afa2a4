using System.Globalization;

namespace Overtone.Catalog.SpectralBias;

/// <summary>One block of networks that learn labels with a radial wave added: what a trial of <see cref="SpectralBiasNoisyLabels"/> reads.</summary>
public sealed record NoisyLabelsTrial : TwoClassTrial
{
    /// <summary>Whether norms are moved and scaled to MNIST's.</summary>
    public required bool MatchNorms { get; init; }

    /// <summary>The wave's frequency k, in cycles per unit of the norm.</summary>
    public required double Frequency { get; init; }

    /// <summary>The wave's amplitude β.</summary>
    public required double Amplitude { get; init; }

    /// <summary>Whether the wave's values are shuffled among the images.</summary>
    public required bool Shuffled { get; init; }

    /// <inheritdoc/>
    public override string Label => string.Create(
        CultureInfo.InvariantCulture, $"k = {Frequency}, β = {Amplitude}{(Shuffled ? ", shuffled" : "")}, {StudyText.Seeds(Seeds)}");
}
