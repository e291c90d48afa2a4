using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>Images that a tensor holds, for example after they were made to fit a model. The tensor stays the caller's.</summary>
/// <remarks>Source: the data set of the same name in torch.</remarks>
public sealed class TensorDataset : Dataset
{
    private readonly Tensor _images;

    /// <summary>Images in a tensor.</summary>
    /// <param name="name">A short name for reports.</param>
    /// <param name="images">float32 [N, C, H, W] in [0, 1], contiguous, on the processor; kept, not copied.</param>
    /// <param name="classNames">One name per label, in label order.</param>
    /// <param name="labels">One label per image; kept, not copied.</param>
    /// <exception cref="ArgumentException">The tensor has another type, rank or place, or not as many images as there are
    /// labels.</exception>
    /// <exception cref="DataFormatException">A label has no class name, or there is no image.</exception>
    public TensorDataset(string name, Tensor images, IReadOnlyList<string> classNames, int[] labels)
        : base(name, ShapeOf(images), classNames, labels, [])
    {
        if (images.shape[0] != labels.Length)
            throw new ArgumentException($"{images.shape[0]} images for {labels.Length} labels.", nameof(images));
        _images = images;
    }

    /// <inheritdoc/>
    public override void ReadPixels(int index, Span<float> destination)
    {
        // A view on one image: one on all of them ends at 2 GiB.
        using var scope = NewDisposeScope();
        using Tensor image = _images.narrow(0, index, 1);
        MemoryMarshal.Cast<byte, float>(image.bytes).CopyTo(destination);
    }

    private static ImageShape ShapeOf(Tensor images) =>
        images.dtype == ScalarType.Float32 && images.dim() == 4 && images.is_contiguous() && images.device_type == TorchSharp.DeviceType.CPU
            ? new ImageShape((int)images.shape[1], (int)images.shape[2], (int)images.shape[3])
            : throw new ArgumentException(
                $"The images are {images.dtype} [{string.Join(", ", images.shape)}] on {images.device}; expected "
                    + "contiguous Float32 [N, C, H, W] on the processor.",
                nameof(images));
}
