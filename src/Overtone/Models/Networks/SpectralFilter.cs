using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A layer without parameters that multiplies the spectrum of every channel by a mask: a front end that lets only some frequencies through
/// to the network behind it. Nothing is clipped. Gradients pass through.
/// Source: the low- and high-pass front ends of 1906.08988, Fig. 6.
/// </summary>
public sealed class SpectralFilter : nn.Module<Tensor, Tensor>
{
    /// <summary>A filter of images of one size.</summary>
    /// <param name="mask">
    /// [height, width], the factor of each frequency, zero frequency first; alike for a frequency and its negative. It is copied.
    /// </param>
    /// <exception cref="ArgumentException">It has no two dimensions.</exception>
    public SpectralFilter(Tensor mask)
        : base(nameof(SpectralFilter))
    {
        if (mask.dim() != 2)
            throw new ArgumentException($"The mask has {mask.dim()} dimensions; expected 2.", nameof(mask));
        using var scope = NewDisposeScope();
        register_buffer("mask", mask.to_type(ScalarType.Float32).clone().DetachFromDisposeScope());
    }

    /// <summary>The mask, [height, width], float32.</summary>
    public Tensor Mask => get_buffer("mask")!;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return fft.ifft2(fft.fft2(input) * Mask).real.contiguous().MoveToOuterDisposeScope();
    }
}
