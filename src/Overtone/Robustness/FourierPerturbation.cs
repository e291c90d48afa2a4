namespace Overtone.Robustness;

/// <summary>
/// What the norm of a perturbation is measured over.
/// Source: 1906.08988 (every channel is perturbed on its own; whether its norms are per channel is not certain).
/// </summary>
public enum NormMode
{
    /// <summary>Each colour channel's perturbation has the norm; a colour image's is √3 times as large.</summary>
    PerChannel,

    /// <summary>The whole image's perturbation has the norm.</summary>
    Total,
}

/// <summary>
/// The sign of a perturbation.
/// Source: 1906.08988 (random); the defaults of the code published with it (none).
/// </summary>
public enum SignRule
{
    /// <summary>Plus or minus at random for each image and channel; the same at every frequency, so that cells are paired.</summary>
    Paper,

    /// <summary>Plus everywhere: a grey pattern.</summary>
    None,
}

/// <summary>
/// How images are perturbed along one Fourier basis image: x + v·r·U.
/// Source: 1906.08988; the code published with it has phase π/4, no signs and no clipping.
/// </summary>
public sealed record FourierPerturbation
{
    /// <summary>The ℓ2 norm v of the perturbation, pixels being in [0, 1]; above 0.</summary>
    public required double Norm { get; init; }

    /// <summary>What the norm is measured over.</summary>
    public NormMode NormMode { get; init; } = NormMode.PerChannel;

    /// <summary>
    /// The phase of the wave at the top left pixel, in radians, at the canonical member of each conjugate pair; with a phase other than 0
    /// the other member would be another wave.
    /// </summary>
    public double Phase { get; init; }

    /// <summary>The sign r.</summary>
    public SignRule Sign { get; init; } = SignRule.Paper;

    /// <summary>Whether pixels are cut off at 0 and 1 afterwards, which makes the norm smaller.</summary>
    public bool Clip { get; init; }

    /// <summary>The seed of the signs.</summary>
    public long Seed { get; init; }

    /// <summary>The norm of one channel's perturbation.</summary>
    /// <param name="channels">Number of channels.</param>
    public double NormOfChannel(int channels) => NormMode == NormMode.PerChannel ? Norm : Norm / Math.Sqrt(channels);
}
