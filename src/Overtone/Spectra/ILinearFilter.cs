using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// A linear map of images to images, with its transpose.
/// Source: none; gradients pass backwards through the transpose of what is linear.
/// </summary>
public interface ILinearFilter
{
    /// <summary>The frequencies that are let through unchanged, all others being removed; null for what is no such filter.</summary>
    BandFilter? PassBand { get; }

    /// <summary>P x.</summary>
    /// <param name="images">float32 [N, C, H, W].</param>
    /// <returns>float32 of the same shape, which the caller disposes.</returns>
    Tensor Apply(Tensor images);

    /// <summary>Pᵀ y.</summary>
    /// <param name="gradients">float32 [N, C, H, W].</param>
    /// <returns>float32 of the same shape, which the caller disposes.</returns>
    Tensor Transpose(Tensor gradients);
}
