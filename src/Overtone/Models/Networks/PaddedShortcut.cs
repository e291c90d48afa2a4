using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// The way past a residual block that changes the size, without parameters: every other pixel, and channels of zeros (1512.03385,
/// option A of section 3.3).
/// </summary>
/// <param name="channels">Channels of zeros that are added, 0 or more.</param>
/// <param name="stride">The distance between two pixels that are kept, 1 or more.</param>
internal sealed class PaddedShortcut(int channels, int stride) : nn.Module<Tensor, Tensor>(nameof(PaddedShortcut))
{
    /// <summary>Channels of zeros that are added.</summary>
    public int Channels => channels;

    /// <summary>The distance between two pixels that are kept.</summary>
    public int Stride => stride;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor pixels = stride == 1
            ? input
            : input.slice(2, 0, input.shape[2], stride).slice(3, 0, input.shape[3], stride);
        return nn.functional.pad(pixels, [0, 0, 0, 0, 0, channels]).MoveToOuterDisposeScope();
    }
}
