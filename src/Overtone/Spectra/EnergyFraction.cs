using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The share of an image's spectral energy Σ|F|² that lies under a mask, for example its high-frequency energy fraction.
/// Source: 1906.08988, Fig. 6 (the fraction of high-frequency energy of a corruption).
/// </summary>
public static class EnergyFraction
{
    /// <summary>The share under a mask for each image.</summary>
    /// <param name="images">Shape [..., height, width], real.</param>
    /// <param name="mask">Shape [height, width], 0 or 1, zero frequency first.</param>
    /// <returns>Shape [...], float64, from 0 to 1; NaN for an image without energy.</returns>
    public static Tensor Of(Tensor images, Tensor mask)
    {
        using var scope = NewDisposeScope();
        Tensor energy = fft.fft2(images.to_type(ScalarType.Float64)).abs().square();
        return ((energy * mask).sum([-2, -1]) / energy.sum([-2, -1])).MoveToOuterDisposeScope();
    }
}
