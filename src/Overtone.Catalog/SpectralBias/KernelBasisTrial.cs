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
public sealed record KernelBasisTrial : TwoClassTrial
{
    /// <summary>The kernel's width σ; 0 for the median distance.</summary>
    public required double KernelWidth { get; init; }

    /// <summary>What is added to the labels.</summary>
    public required KernelNoise Noise { get; init; }

    /// <summary>γ, how fast weights grow.</summary>
    public required double Growth { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Noise)} noise, {StudyText.Seeds(Seeds)}";
}
