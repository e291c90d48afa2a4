using Overtone.Data.Corruptions.Operations;

namespace Overtone.Data.Corruptions.Kinds;

/// <summary>
/// Coarse pixels: the image is shrunk to a share of its side and enlarged again, both with a box filter (<see cref="BoxResize"/>).
/// </summary>
internal sealed class Pixelate() : Corruption("pixelate", "Each of the four passes rounds to whole bytes.")
{
    private static readonly float[] Shares = [0.95f, 0.9f, 0.85f, 0.75f, 0.65f];

    /// <inheritdoc/>
    public override bool IsRandom => false;

    private protected override void Corrupt(CorruptionTask task)
    {
        var shape = task.Shape;
        // A coarse pixel is longer in larger images; in smaller ones it would be finer than a pixel, so there it stays.
        var share = Shares[task.Level] / Math.Max(1, task.Scale);
        var small = shape with { Height = Math.Max(1, (int)(shape.Height * share)), Width = Math.Max(1, (int)(shape.Width * share)) };
        var shrunk = task.Take(small.PixelCount);
        BoxResize.Resize(task.Image, shape, small, task.IsFaithful, shrunk, task.Workspace);
        BoxResize.Resize(shrunk, small, shape, task.IsFaithful, task.Result, task.Workspace);
    }
}
