namespace Overtone.Catalog.PostAveraging;

/// <summary>The published radius of post-averaging, carried over to other bounds and other sizes of images.</summary>
internal static class PublishedRadius
{
    /// <summary>The published bound in ℓ∞.</summary>
    public const double Epsilon = 8.0 / 255;

    // R = 6 in the units of normalised images of CIFAR-10, of deviation 0.226, which have 3,072 pixels: the outermost points are 0.78 ε
    // away in the root mean square over pixels.
    private const double Ratio = 6 * 0.226 / 55.426 / Epsilon;

    /// <summary>R in the published proportion to ε.</summary>
    /// <param name="epsilon">ε in ℓ∞, for pixels in [0, 1].</param>
    /// <param name="pixels">Pixels of an image, all channels counted.</param>
    /// <returns>An ℓ2 norm over all pixels.</returns>
    public static double For(double epsilon, int pixels) => Ratio * epsilon * Math.Sqrt(pixels);
}
