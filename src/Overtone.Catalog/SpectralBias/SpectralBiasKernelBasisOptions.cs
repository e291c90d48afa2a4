using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of <see cref="SpectralBiasKernelBasis"/>.</summary>
public sealed record SpectralBiasKernelBasisOptions : TwoClassOptions
{
    /// <summary>The options of the quick preset.</summary>
    public SpectralBiasKernelBasisOptions() => (Width, LearningRate) = (128, 3e-4);

    /// <summary>The kernel's width.</summary>
    [Option("Width σ of the kernel exp(−|x − y|²/2σ²), pixels being in [0, 1]; 0 for the median distance between images", Minimum = 0)]
    public double KernelWidth { get; init; }

    /// <summary>How fast the weights of the noise grow.</summary>
    [Option("Exponent γ of the noise's weights (n/N)^γ", Minimum = 0)]
    public double Growth { get; init; } = 2;

    /// <summary>The step by which the dip must be over.</summary>
    [Option("Step at which the validation error is compared with its minimum; at most --steps", Minimum = 10)]
    public long LateStep { get; init; } = 1500;
}
