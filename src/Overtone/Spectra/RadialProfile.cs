using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Power against distance from zero frequency: the mean of |F|²/(height·width) over the ring of frequencies whose
/// rounded distance is r. Ring 0 is the zero frequency. The transform is unnormalised and no window is applied.
/// Source: the usual radially averaged power spectrum; the ring convention is round(√(u² + v²)) = r.
/// </summary>
public static class RadialProfile
{
    /// <summary>The profiles of images.</summary>
    /// <param name="images">Shape [..., height, width], real.</param>
    /// <param name="removeMean">Whether each image's mean is removed first.</param>
    /// <returns>Shape [..., rings], float64; ring r is at place r, up to half the shorter side.</returns>
    public static Tensor Of(Tensor images, bool removeMean = true)
    {
        using var scope = NewDisposeScope();
        int height = (int)images.shape[^2], width = (int)images.shape[^1], rings = (Math.Min(height, width) / 2) + 1;
        Tensor pixels = images.to_type(ScalarType.Float64);
        if (removeMean)
            pixels = pixels - pixels.mean([-2, -1], keepdim: true);
        Tensor power = fft.fft2(pixels).abs().square().div_((double)height * width).flatten(-2);
        Tensor ring = FrequencyGrid.Radius(height, width).round().to_type(ScalarType.Int64).flatten();
        Tensor membership = stack([.. Enumerable.Range(0, rings).Select(r => ring.eq(r).to_type(ScalarType.Float64))], dim: 1);
        return power.matmul(membership / membership.sum(0, keepdim: true)).MoveToOuterDisposeScope();
    }

    /// <summary>The relative error of each ring: the ℓ2 norm of the transformed differences over that of the transformed image.</summary>
    /// <param name="differences">The differences from the image, [height, width].</param>
    /// <param name="image">The image, [height, width].</param>
    /// <returns>One number a ring, ring r at place r.</returns>
    public static double[] RelativeErrors(Tensor differences, Tensor image)
    {
        using var scope = NewDisposeScope();
        double[] error = Of(differences, removeMean: false).cpu().data<double>().ToArray();
        double[] whole = Of(image, removeMean: false).cpu().data<double>().ToArray();
        return [.. error.Zip(whole, (part, all) => Math.Sqrt(part / all))];
    }
}
