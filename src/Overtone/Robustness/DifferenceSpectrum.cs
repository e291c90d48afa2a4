using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// The spectrum of what a corruption or an attack changes: the mean of |F(C(X) − X)| over images and channels, and the share of the
/// change's energy that lies at high frequencies, image by image. Batches are added one at a time, so no set is ever held whole.
/// Source: 1906.08988, Fig. 2 (spectra), Fig. 6 (fractions; as we recall it, the mean of the images' ratios), Fig. 7
/// (attacks). That channels are taken together is Overtone's choice.
/// </summary>
public sealed class DifferenceSpectrum : IDisposable
{
    private static readonly HighFrequencyMask[] Masks = Enum.GetValues<HighFrequencyMask>();
    private readonly Tensor _magnitudes;
    private readonly Tensor _masks;
    private readonly double[] _fractions = new double[Masks.Length];
    private double _norms;

    /// <summary>An empty spectrum.</summary>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    public DifferenceSpectrum(int height, int width)
    {
        using var scope = NewDisposeScope();
        _magnitudes = zeros(height, width, dtype: float64).DetachFromDisposeScope();
        _masks = stack([.. Masks.Select(mask => HighFrequencyMasks.Of(mask, height, width))]).flatten(1).DetachFromDisposeScope();
    }

    /// <summary>Images that were changed.</summary>
    public int Changed { get; private set; }

    /// <summary>Images that were left as they were: they have no spectrum, and are left out of all means.</summary>
    public int Unchanged { get; private set; }

    /// <summary>The mean ℓ2 norm of the change over all channels, pixels being in [0, 1]; NaN when nothing was changed.</summary>
    public double MeanNorm => Changed > 0 ? _norms / Changed : double.NaN;

    /// <summary>Adds some images.</summary>
    /// <param name="before">float32 [n, C, H, W].</param>
    /// <param name="after">The same images, changed.</param>
    public void Add(Tensor before, Tensor after)
    {
        using var scope = NewDisposeScope();
        AddChange(after - before);
    }

    /// <summary>Adds changes themselves, for example gradients.</summary>
    /// <param name="change">[n, C, H, W].</param>
    public void AddChange(Tensor change)
    {
        using var scope = NewDisposeScope();
        Tensor values = change.to_type(ScalarType.Float64).cpu(), norms = values.square().sum([1, 2, 3]).sqrt(), isChanged = norms.gt(0);
        int changed = (int)isChanged.sum().item<long>();
        Unchanged += (int)values.shape[0] - changed;
        if (changed == 0)
            return;
        Tensor magnitudes = fft.fft2(values[isChanged], norm: TorchSharp.FFTNormType.Ortho).abs();
        Tensor energies = magnitudes.square().sum([1]).flatten(1),
            fractions = energies.matmul(_masks.t()) / energies.sum([1], keepdim: true);
        _magnitudes.add_(magnitudes.mean([1]).sum([0]));
        foreach ((int mask, double sum) in fractions.sum([0]).data<double>().ToArray().Index())
            _fractions[mask] += sum;
        _norms += norms.sum().item<double>();
        Changed += changed;
    }

    /// <summary>
    /// The mean over changed images of the share of energy at high frequencies, from 0 to 1; NaN when nothing was changed.
    /// </summary>
    public double Fraction(HighFrequencyMask mask) => Changed > 0 ? _fractions[Array.IndexOf(Masks, mask)] / Changed : double.NaN;

    /// <summary>The mean magnitude at every frequency.</summary>
    /// <returns>float64 [H, W], orthonormal transform, zero frequency first; zeros when nothing was changed.</returns>
    public Tensor MeanMagnitude()
    {
        using var scope = NewDisposeScope();
        return (_magnitudes / Math.Max(Changed, 1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _magnitudes.Dispose();
        _masks.Dispose();
    }
}
