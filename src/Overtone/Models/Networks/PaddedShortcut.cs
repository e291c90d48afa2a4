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
        // Means of one pixel each: unlike that of slices, their gradient keeps the order in memory of what is added to it.
        Tensor pixels = stride == 1 ? input : nn.functional.avg_pool2d(input, 1, stride);
        return nn.functional.pad(pixels, [0, 0, 0, 0, 0, channels]).MoveToOuterDisposeScope();
    }
}
