using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What is added to the labels.</summary>
public enum KernelNoise
{
    /// <summary>Eigenvectors with weights that grow with their place, as (n/N)^γ.</summary>
    High,

    /// <summary>The same weights from the other end, so that slow eigenvectors have most.</summary>
    Low,

    /// <summary>Numbers drawn uniformly from −1 to 1: as much of every eigenvector.</summary>
    White,

    /// <summary>Nothing: a negative control.</summary>
    None,
}

/// <summary>One block of networks that learn labels with noise of a kernel's eigenvectors: what a trial of <see cref="SpectralBiasKernelBasis"/> reads.</summary>
public sealed record KernelBasisTrial : TrialParameters
{
    /// <summary>The data set.</summary>
    public required string Data { get; init; }

    /// <summary>The two classes.</summary>
    public required string[] Classes { get; init; }

    /// <summary>Images of both classes; 0 for all.</summary>
    public required int Images { get; init; }

    /// <summary>The kernel's width σ; 0 for the median distance.</summary>
    public required double KernelWidth { get; init; }

    /// <summary>What is added to the labels.</summary>
    public required KernelNoise Noise { get; init; }

    /// <summary>γ, how fast weights grow.</summary>
    public required double Growth { get; init; }

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
    public override string Label => $"{StudyText.Kebab(Noise)} noise, {(Seeds.Length == 1 ? $"seed {Seeds[0]}" : $"seeds {Seeds[0]}-{Seeds[^1]}")}";
}
