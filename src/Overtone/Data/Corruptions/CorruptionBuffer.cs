using static TorchSharp.torch;

namespace Overtone.Data.Corruptions;

/// <summary>
/// The tensors of one batch that is being made or waits. They are made on the consumer's thread; other threads write into their memory and
/// touch no tensor, so nothing is copied when the batch is handed over.
/// </summary>
internal sealed unsafe class CorruptionBuffer : IDisposable
{
    private readonly int _pixels;
    private readonly Tensor _images;
    private readonly Tensor _clean;
    private readonly float* _imageMemory;
    private readonly float* _cleanMemory;

    /// <param name="count">Images of the batch.</param>
    /// <param name="shape">Their shape.</param>
    internal CorruptionBuffer(int count, ImageShape shape)
    {
        (_pixels, Remaining, IsChanged) = (shape.PixelCount, count, new bool[count]);
        (_images, _clean) = (Allocate(count, shape), Allocate(count, shape));
        _imageMemory = MemoryOf(_images);
        _cleanMemory = MemoryOf(_clean);
    }

    internal bool[] IsChanged { get; }

    /// <summary>Images still to be made.</summary>
    internal int Remaining { get; set; }

    internal Span<float> ImageAt(int index) => new(_imageMemory + ((long)index * _pixels), _pixels);

    internal Span<float> CleanAt(int index) => new(_cleanMemory + ((long)index * _pixels), _pixels);

    /// <summary>The finished batch, in the caller's dispose scope; the buffer is no longer needed then.</summary>
    internal (Tensor Images, Tensor Clean) TakeOut(Device? device)
    {
        using (this)
            return device is null ? (_images.alias(), _clean.alias()) : (_images.to(device), _clean.to(device));
    }

    public void Dispose()
    {
        _images.Dispose();
        _clean.Dispose();
    }

    // Batches are made under one dispose scope and used under another.
    private static Tensor Allocate(int count, ImageShape shape) =>
        empty([count, shape.Channels, shape.Height, shape.Width], ScalarType.Float32).DetachFromDisposeScope();

    // libtorch's memory stays where it is.
    private static float* MemoryOf(Tensor tensor)
    {
        fixed (byte* memory = tensor.bytes)
            return (float*)memory;
    }
}
