using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>Some images with their labels. Whoever asked for the batch disposes it.</summary>
/// <remarks>Source: the N×C×H×W batch layout of torch.</remarks>
/// <param name="images">float32 [N, C, H, W] in [0, 1]; owned by the batch from here on.</param>
/// <param name="labels">int64 [N]; owned by the batch from here on.</param>
public sealed class Batch(Tensor images, Tensor labels) : IDisposable
{
    /// <summary>float32 [N, C, H, W], pixels in [0, 1].</summary>
    public Tensor Images { get; } = images;

    /// <summary>int64 [N], each in [0, number of classes).</summary>
    public Tensor Labels { get; } = labels;

    /// <summary>Number of images, N.</summary>
    public int Count => (int)Labels.shape[0];

    /// <summary>Frees both tensors; harmless when repeated.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
