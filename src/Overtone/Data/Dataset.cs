using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>
/// Labelled images of one shape, read by index. A reader supplies the pixels of one image; batching, tensors and subsets live here.
/// Pictures that were opened at their different sizes have no shape until they are <see cref="Fitted"/>.
/// </summary>
/// <remarks>
/// Every member may be used from several threads at once.
/// Source: the map-style data set of torch (<c>torch.utils.data.Dataset</c>), with pixels in [0, 1].
/// </remarks>
public abstract class Dataset
{
    // Pixels per view on a tensor's memory: a view ends at 2 GiB, and one per image would be slow.
    private const long BlockLength = 1 << 24;

    private readonly int[] _labels;
    private readonly ImageShape? _shape;

    /// <summary>Describes the images; the pixels come from <see cref="ReadPixels"/>.</summary>
    /// <param name="name">A short name for reports.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="classNames">One name per label, in label order.</param>
    /// <param name="labels">One label per image, each an index into <paramref name="classNames"/>; kept, not copied.</param>
    /// <param name="files">The files the data came from; empty for data inside the library.</param>
    /// <exception cref="DataFormatException">A label has no class name, or there is no image, or no pixel in it.</exception>
    protected Dataset(string name, ImageShape shape, IReadOnlyList<string> classNames, int[] labels, IReadOnlyList<string> files)
        : this(name, shape.Channels, classNames, labels, files)
    {
        if (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1)
        {
            throw new DataFormatException(Origin, "shape of an image", $"{shape}", "at least one pixel");
        }

        _shape = shape;
        LabelRules.Require(labels, classNames.Count, Origin);
    }

    // Images of different sizes, which have the number of channels in common.
    private protected Dataset(string name, int channels, IReadOnlyList<string> classNames, int[] labels, IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(labels);
        (Name, Channels, ClassNames, Files, _labels) = (name, channels, classNames, files, labels);
    }

    /// <summary>A short name for reports.</summary>
    public string Name { get; }

    /// <summary>The shape of every image.</summary>
    /// <exception cref="DataFormatException">The images have different sizes.</exception>
    public ImageShape Shape => _shape ?? throw DifferentSizes();

    /// <summary>Whether all images have one size.</summary>
    public bool HasOneSize => _shape is not null;

    /// <summary>The channels of every image, whatever its size: 1 or 3.</summary>
    public int Channels { get; }

    /// <summary>One name per label, in label order.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>
    /// The files the data came from, so that a study can put their checksums into a trial's key;
    /// for a folder of images every image file, for data inside the library none.
    /// </summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>The label of every image, in [0, number of classes).</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Writes one image, channel by channel and row by row, in [0, 1].</summary>
    /// <param name="index">Which image, in [0, <see cref="Count"/>).</param>
    /// <param name="destination">Room for <see cref="ImageShape.PixelCount"/> numbers.</param>
    /// <exception cref="DataFormatException">The image is decoded on demand and its file is damaged.</exception>
    public abstract void ReadPixels(int index, Span<float> destination);

    /// <summary>Requires that all images have one size.</summary>
    /// <exception cref="DataFormatException">They have different sizes; the message names two of them.</exception>
    public void RequireOneSize()
    {
        if (!HasOneSize)
        {
            throw DifferentSizes();
        }
    }

    /// <summary>The images made to fit, each by itself and whenever it is read: no more than one is ever held at its own size.</summary>
    /// <param name="shape">The shape of every fitted image.</param>
    /// <param name="fit">
    /// Makes float32 [1, <see cref="Channels"/>, h, w] in [0, 1] into [1, C, H, W] of that shape; called from several threads.
    /// </param>
    /// <returns>A view: pixels are still read from this set.</returns>
    public Dataset Fitted(ImageShape shape, Func<Tensor, Tensor> fit) => new FittedDataset(this, shape, fit);

    /// <summary>Whether pixels are read from memory, so that reading leaves nothing for the collector.</summary>
    internal virtual bool IsInMemory => false;

    /// <summary>The shape of one image, also where it has a size of its own.</summary>
    internal virtual ImageShape ShapeOf(int index) => Shape;

    private protected virtual DataFormatException DifferentSizes() => throw new NotSupportedException();

    private string Origin => Files is [var first, ..] ? first : Name;

    /// <summary>Says which images will be read next, so that what takes long can be done for several at a time.</summary>
    /// <param name="indices">Which images, each in [0, <see cref="Count"/>).</param>
    internal virtual void Prepare(ReadOnlySpan<int> indices)
    {
    }

    /// <summary>The given images as one tensor.</summary>
    /// <param name="indices">Which images, in the wanted order; repeats are allowed.</param>
    /// <param name="device">Where the tensor lives; the CPU if not given.</param>
    /// <returns>float32 [N, C, H, W] in [0, 1]; the caller (or the caller's dispose scope) owns it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside the set.</exception>
    /// <exception cref="DataFormatException">An image is decoded on demand and its file is damaged.</exception>
    public Tensor Images(ReadOnlySpan<int> indices, Device? device = null)
    {
        foreach (var index in indices)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count, nameof(indices));
        }

        Prepare(indices);
        using var scope = NewDisposeScope();
        var images = empty([indices.Length, Shape.Channels, Shape.Height, Shape.Width], ScalarType.Float32);
        var perBlock = (int)Math.Max(1, BlockLength / Shape.PixelCount);
        for (var start = 0; start < indices.Length; start += perBlock)
        {
            using var block = images.narrow(0, start, Math.Min(perBlock, indices.Length - start));
            var pixels = MemoryMarshal.Cast<byte, float>(block.bytes);
            foreach (var index in indices.Slice(start, (int)block.shape[0]))
            {
                ReadPixels(index, pixels[..Shape.PixelCount]);
                pixels = pixels[Shape.PixelCount..];
            }
        }

        return (device is null ? images : images.to(device)).MoveToOuterDisposeScope();
    }

    /// <summary>The given images with their labels.</summary>
    /// <inheritdoc cref="Images" path="/param|/exception"/>
    /// <returns>A batch that the caller disposes.</returns>
    public Batch Read(ReadOnlySpan<int> indices, Device? device = null)
    {
        using var scope = NewDisposeScope();
        var images = Images(indices, device);
        var labels = new long[indices.Length];
        for (var position = 0; position < labels.Length; position++)
        {
            labels[position] = _labels[indices[position]];
        }

        return new Batch(images.MoveToOuterDisposeScope(), tensor(labels, device: device).MoveToOuterDisposeScope());
    }

    /// <summary>All images in order, in batches made one at a time.</summary>
    /// <param name="batchSize">Images per batch, at least 1; the last batch may be smaller.</param>
    /// <param name="device">Where the tensors live; the CPU if not given.</param>
    /// <param name="cancellation">Checked before every batch.</param>
    /// <returns>Batches that the caller disposes, each as soon as it is done with.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<Batch> Batches(int batchSize, Device? device = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Enumerate();

        IEnumerable<Batch> Enumerate()
        {
            for (var start = 0; start < Count; start += batchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Read([.. Enumerable.Range(start, Math.Min(batchSize, Count - start))], device);
            }
        }
    }

    /// <summary>
    /// Part of the set, the classes as even as their sizes allow, the images in their original order.
    /// A larger subset of the same seed contains the smaller one.
    /// </summary>
    /// <param name="count">Number of images, in [1, <see cref="Count"/>].</param>
    /// <param name="seed">Decides which images; nothing else does.</param>
    /// <returns>A view: pixels are still read from this set.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> lies outside its range.</exception>
    public Dataset Subset(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return new SubsetDataset(this, BalancedSelection.Choose(_labels, count, seed), $"{Name} ({count} of {Count}, seed {seed})");
    }
}
