using static TorchSharp.torch;

namespace Overtone.Data.Corruptions;

/// <summary>Some images of a set, as they are and corrupted. Whoever asked for the batch disposes it.</summary>
/// <remarks>Source: Overtone's own.</remarks>
public sealed class CorruptedBatch : IDisposable
{
    internal CorruptedBatch(
        CorruptionLevel level, ReadOnlyMemory<int> indices, Tensor images, Tensor clean, Tensor labels, IReadOnlyList<bool> isChanged)
    {
        (Level, Indices, Images, Clean, Labels, IsChanged) = (level, indices, images, clean, labels, isChanged);
    }

    /// <summary>The corruption and its severity.</summary>
    public CorruptionLevel Level { get; }

    /// <summary>The images' numbers in their set.</summary>
    public ReadOnlyMemory<int> Indices { get; }

    /// <summary>The corrupted images: float32 [N, C, H, W] in [0, 1].</summary>
    public Tensor Images { get; }

    /// <summary>The same images as they are: float32 [N, C, H, W] in [0, 1].</summary>
    public Tensor Clean { get; }

    /// <summary>int64 [N], each in [0, number of classes).</summary>
    public Tensor Labels { get; }

    /// <summary>
    /// Whether the corruption changed anything, for every image: one that it left alone has no spectrum of change, and is to be left out of
    /// ratios.
    /// </summary>
    public IReadOnlyList<bool> IsChanged { get; }

    /// <summary>Number of images, N.</summary>
    public int Count => Indices.Length;

    /// <summary>Frees the tensors; harmless when repeated.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Clean.Dispose();
        Labels.Dispose();
    }
}
