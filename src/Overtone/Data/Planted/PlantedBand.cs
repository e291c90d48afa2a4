using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Data.Planted;

/// <summary>
/// A ring of frequencies into which the class is written: those beyond Radius − Width/2 and up to Radius + Width/2 from zero.
/// Source: Overtone's own.
/// </summary>
/// <param name="Radius">The middle of the ring, in cycles per image.</param>
/// <param name="Width">The width of the ring, in cycles per image, above 0.</param>
/// <param name="Strength">
/// The root of the mean square, over pixels, of what is written, pixels being in [0, 1]; the same in every channel; 0 for nothing.
/// </param>
public sealed record PlantedBand(double Radius, double Width = PlantedBand.DefaultWidth, double Strength = PlantedBand.DefaultStrength)
{
    internal const double DefaultWidth = 2, DefaultStrength = 0.05;
    private const double Tolerance = 1e-9;

    /// <summary>The frequencies of the ring lie beyond this distance from zero, in cycles per image.</summary>
    public double Beyond => Radius - (Width / 2);

    /// <summary>The frequencies of the ring lie up to this distance from zero, in cycles per image.</summary>
    public double UpTo => Radius + (Width / 2);

    /// <summary>The images with this ring's frequencies alone: what is planted in it, and the background there.</summary>
    /// <param name="images">Shape [..., height, width], real.</param>
    /// <returns>The same shape, float32; nothing is clipped, and the mean is 0.</returns>
    public Tensor Keep(Tensor images) => Filtered(images, mask => mask);

    /// <summary>The images without this ring's frequencies.</summary>
    /// <param name="images">Shape [..., height, width], real.</param>
    /// <returns>The same shape, float32; nothing is clipped.</returns>
    public Tensor Remove(Tensor images) => Filtered(images, mask => 1 - mask);

    // With the tolerance of the masks.
    internal bool Holds(Wave wave) => wave.Radius > Beyond + Tolerance && wave.Radius <= UpTo + Tolerance;

    private Tensor Filtered(Tensor images, Func<Tensor, Tensor> choose)
    {
        using var scope = NewDisposeScope();
        Tensor ring = FrequencyMask.Ring((int)images.shape[^2], (int)images.shape[^1], Beyond, UpTo);
        return FrequencyMask.Apply(images, choose(ring).to(images.device)).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
