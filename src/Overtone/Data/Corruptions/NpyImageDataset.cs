using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Overtone.Data.Corruptions;

/// <summary>Images that stay in a .npy file, whole pixels side by side, and are read one at a time.</summary>
/// <param name="name">The name of the set.</param>
/// <param name="shape">The shape of an image.</param>
/// <param name="classNames">One name a label.</param>
/// <param name="labels">One label an image.</param>
/// <param name="files">The file of the images, and that of the labels.</param>
/// <param name="handle">The first of them, open; closed when nobody holds the set any more.</param>
/// <param name="start">Where in it the first image begins.</param>
internal sealed class NpyImageDataset(
    string name,
    ImageShape shape,
    IReadOnlyList<string> classNames,
    int[] labels,
    IReadOnlyList<string> files,
    SafeFileHandle handle,
    long start)
    : Dataset(name, shape, classNames, labels, files)
{
    public override void ReadPixels(int index, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int size = Shape.PixelCount, plane = Shape.Height * Shape.Width, channels = Shape.Channels;
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Fill(bytes.AsSpan(0, size), start + (long)index * size);
            for (var channel = 0; channel < channels; channel++)
            {
                var target = destination.Slice(channel * plane, plane);
                for (var pixel = 0; pixel < plane; pixel++)
                {
                    target[pixel] = bytes[pixel * channels + channel] / (float)byte.MaxValue;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Fill(Span<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(handle, bytes, at);
            if (read == 0)
            {
                throw new DataFormatException(Files[0], "data", $"an end at byte {at}", "the length it had when it was opened");
            }

            bytes = bytes[read..];
            at += read;
        }
    }
}
