using System.Globalization;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>One block of networks that learn labels with a radial wave added: what a trial of <see cref="SpectralBiasNoisyLabels"/> reads.</summary>
public sealed record NoisyLabelsTrial : TrialParameters
{
    /// <summary>The data set.</summary>
    public required string Data { get; init; }

    /// <summary>The two classes.</summary>
    public required string[] Classes { get; init; }

    /// <summary>Images of both classes; 0 for all.</summary>
    public required int Images { get; init; }

    /// <summary>Whether norms are moved and scaled to MNIST's.</summary>
    public required bool MatchNorms { get; init; }

    /// <summary>The wave's frequency k, in cycles per unit of the norm.</summary>
    public required double Frequency { get; init; }

    /// <summary>The wave's amplitude β.</summary>
    public required double Amplitude { get; init; }

    /// <summary>Whether the wave's values are shuffled among the images.</summary>
    public required bool Shuffled { get; init; }

    /// <summary>Hidden layer widths.</summary>
    public required int[] Hidden { get; init; }

    /// <summary>Adam's learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Steps between two records.</summary>
    public required long RecordEvery { get; init; }

    /// <summary>The seeds of the block.</summary>
    public required long[] Seeds { get; init; }

    /// <inheritdoc/>
    public override string Label => string.Create(
        CultureInfo.InvariantCulture, $"k = {Frequency}, β = {Amplitude}{(Shuffled ? ", shuffled" : "")}, {(Seeds.Length == 1 ? $"seed {Seeds[0]}" : $"seeds {Seeds[0]}-{Seeds[^1]}")}");
}
