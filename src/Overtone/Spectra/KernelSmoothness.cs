using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// How rough convolution kernels are. Both numbers are the same for a kernel and a multiple of it, and a kernel of independent random
/// weights has definite values too, which belong beside every figure.
/// Source: 1905.13545, section 6 and Fig. 7, where kernels are compared by eye; the two measures are this library's.
/// </summary>
public static class KernelSmoothness
{
    private const int PaddedSize = 32;

    /// <summary>The total variation: Σ (w_p − w_q)² over neighbours in rows and columns, divided by Σ w².</summary>
    /// <param name="kernels">Shape [..., height, width].</param>
    /// <returns>Shape [...], float64; NaN for a kernel of zeros.</returns>
    public static Tensor TotalVariation(Tensor kernels)
    {
        using var scope = NewDisposeScope();
        Tensor weights = kernels.detach().to_type(ScalarType.Float64);
        Tensor rows = weights.diff(dim: -2).square().sum([-2, -1]), columns = weights.diff(dim: -1).square().sum([-2, -1]);
        return ((rows + columns) / weights.square().sum([-2, -1])).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The share of the energy beyond half the Nyquist frequency (‖ω‖ &gt; π/2), of the kernel padded with zeros to 32×32 or its own size
    /// if larger.
    /// </summary>
    /// <param name="kernels">Shape [..., height, width].</param>
    /// <returns>Shape [...], float64, from 0 to 1; NaN for a kernel of zeros.</returns>
    public static Tensor HighFrequencyRatio(Tensor kernels)
    {
        using var scope = NewDisposeScope();
        int size = (int)Math.Max(PaddedSize, Math.Max(kernels.shape[^2], kernels.shape[^1]));
        Tensor padded = nn.functional.pad(
            kernels.detach().to_type(ScalarType.Float64), [0, size - kernels.shape[^1], 0, size - kernels.shape[^2]]);
        return EnergyFraction.Of(padded, FrequencyMask.RadialHighPass(size, size, size / 4.0)).MoveToOuterDisposeScope();
    }
}
