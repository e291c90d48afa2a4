namespace Overtone.Data;

/// <summary>Images held in memory, as bytes or as floats; the way to hand one's own arrays to Overtone.</summary>
/// <remarks>Bytes stay bytes and become floats image by image. Source: Overtone's own.</remarks>
public sealed class MemoryDataset : Dataset
{
    private readonly byte[]? _bytes;
    private readonly float[]? _floats;
    private readonly float _maximum = 1;

    /// <summary>Images as bytes.</summary>
    /// <param name="name">A short name for reports.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="classNames">One name per label, in label order.</param>
    /// <param name="labels">One label per image; kept, not copied.</param>
    /// <param name="pixels">Image after image, each channel by channel and row by row; kept, not copied.</param>
    /// <param name="maximum">The byte that means 1.0; every byte must lie in [0, maximum].</param>
    /// <param name="files">The files the data came from, if any.</param>
    /// <exception cref="ArgumentException">The number of pixels is not images × pixels per image.</exception>
    /// <exception cref="DataFormatException">A label has no class name, there is no image, or a byte exceeds the maximum.</exception>
    public MemoryDataset(
        string name,
        ImageShape shape,
        IReadOnlyList<string> classNames,
        int[] labels,
        byte[] pixels,
        byte maximum = byte.MaxValue,
        IReadOnlyList<string>? files = null)
        : base(name, shape, classNames, labels, files ?? [])
    {
        ArgumentNullException.ThrowIfNull(pixels);
        RequireLength(pixels.LongLength);
        if (maximum < byte.MaxValue && pixels.AsSpan().IndexOfAnyExceptInRange((byte)0, maximum) is var fault and >= 0)
        {
            throw new DataFormatException(Origin, $"pixel {fault}", $"{pixels[fault]}", $"0 to {maximum}");
        }

        _bytes = pixels;
        _maximum = maximum;
    }

    /// <summary>Images as floats in [0, 1].</summary>
    /// <param name="name">A short name for reports.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="classNames">One name per label, in label order.</param>
    /// <param name="labels">One label per image; kept, not copied.</param>
    /// <param name="pixels">Image after image, each channel by channel and row by row, in [0, 1]; kept, not copied.</param>
    /// <param name="files">The files the data came from, if any.</param>
    /// <exception cref="ArgumentException">The number of pixels is not images × pixels per image.</exception>
    /// <exception cref="DataFormatException">A label has no class name, there is no image, or a pixel is outside [0, 1] or NaN.</exception>
    public MemoryDataset(
        string name,
        ImageShape shape,
        IReadOnlyList<string> classNames,
        int[] labels,
        float[] pixels,
        IReadOnlyList<string>? files = null)
        : base(name, shape, classNames, labels, files ?? [])
    {
        ArgumentNullException.ThrowIfNull(pixels);
        RequireLength(pixels.LongLength);
        for (var index = 0; index < pixels.Length; index++)
        {
            // Written so that NaN fails too.
            if (!(pixels[index] >= 0 && pixels[index] <= 1))
            {
                throw new DataFormatException(
                    Origin,
                    $"pixel {index % shape.PixelCount} of image {index / shape.PixelCount}",
                    $"{pixels[index]}",
                    "0 to 1 (divide 8-bit values by 255, undo any normalisation)");
            }
        }

        _floats = pixels;
    }

    internal override bool IsInMemory => true;

    private string Origin => Files is [var first, ..] ? first : Name;

    /// <inheritdoc/>
    public override void ReadPixels(int index, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var size = Shape.PixelCount;
        if (_floats is not null)
        {
            _floats.AsSpan(index * size, size).CopyTo(destination);
            return;
        }

        PixelScaling.ToUnit(_bytes.AsSpan(index * size, size), _maximum, destination);
    }

    private void RequireLength(long length)
    {
        if (length != (long)Count * Shape.PixelCount)
        {
            throw new ArgumentException($"{length} pixels given for {Count} images of {Shape}.");
        }
    }
}
