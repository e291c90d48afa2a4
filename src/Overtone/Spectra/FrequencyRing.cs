using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The frequencies beyond one distance from zero and up to another, measured as in <see cref="FrequencyGrid.Radius"/>, and filtering with
/// them.
/// Source: the difference of two radial masks of 1905.13545, section 3.
/// </summary>
/// <param name="Beyond">The distance beyond which they lie, in cycles per image; they never contain zero frequency.</param>
/// <param name="UpTo">The distance up to which they lie, in cycles per image.</param>
public sealed record FrequencyRing(double Beyond, double UpTo)
{
    /// <summary>1 at the frequencies of the ring, else 0: shape [height, width], float64, zero frequency first.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public Tensor Mask(int height, int width)
    {
        using var scope = NewDisposeScope();
        Tensor outer = FrequencyMask.RadialLowPass(height, width, UpTo), rest = FrequencyMask.RadialHighPass(height, width, Beyond);
        return (outer * rest).MoveToOuterDisposeScope();
    }

    /// <summary>The images with the ring's frequencies alone.</summary>
    /// <param name="images">Shape [..., height, width], real.</param>
    /// <returns>The same shape, float32; nothing is clipped, and the mean is 0.</returns>
    public Tensor Keep(Tensor images) => Filtered(images, mask => mask);

    /// <summary>The images without the ring's frequencies.</summary>
    /// <param name="images">Shape [..., height, width], real.</param>
    /// <returns>The same shape, float32; nothing is clipped.</returns>
    public Tensor Remove(Tensor images) => Filtered(images, mask => 1 - mask);

    private Tensor Filtered(Tensor images, Func<Tensor, Tensor> choose)
    {
        using var scope = NewDisposeScope();
        Tensor mask = choose(Mask((int)images.shape[^2], (int)images.shape[^1])).to(images.device);
        return FrequencyMask.Apply(images, mask).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
