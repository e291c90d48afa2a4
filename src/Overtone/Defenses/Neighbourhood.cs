using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>The points around images at which a classifier is asked.</summary>
internal abstract class Neighbourhood : IDisposable
{
    /// <summary>Points of each image.</summary>
    public abstract int Count { get; }

    /// <summary>Whether every call and every image has the same ones.</summary>
    public abstract bool IsFrozen { get; }

    /// <summary>Decides on the points around a few images.</summary>
    /// <param name="images">float32 [n, C, H, W].</param>
    /// <param name="first">The place of the first among the images of the call.</param>
    /// <param name="call">The number of the call.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>Where they are, as long as the caller's dispose scope lives.</returns>
    public abstract PointOffsets Around(Tensor images, int first, long call, CancellationToken cancellation);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
    }
}

/// <summary>How far points are from their image.</summary>
/// <param name="image">Which image, counted from the first of the few.</param>
/// <param name="first">The first point.</param>
/// <param name="count">How many points.</param>
/// <returns>float32 [count, pixels], in the caller's dispose scope, and the caller's to change.</returns>
internal delegate Tensor PointOffsets(int image, int first, int count);
