using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// Another size by Pillow's BOX filter, along the rows and then down the columns: the mean of the pixels whose middles lie within the box
/// of a new pixel. The box is not weighed by area.
/// </summary>
internal static class BoxResize
{
    /// <summary>Resizes every channel.</summary>
    /// <param name="image">The image.</param>
    /// <param name="from">Its shape.</param>
    /// <param name="to">The wanted shape, of as many channels.</param>
    /// <param name="toBytes">Whether each of the two passes rounds to whole bytes, as Pillow does.</param>
    /// <param name="result">Room for the resized image.</param>
    /// <param name="workspace">Lends memory.</param>
    internal static void Resize(
        ReadOnlySpan<float> image, ImageShape from, ImageShape to, bool toBytes, Span<float> result, CorruptionWorkspace workspace)
    {
        var between = workspace.Take(from.Channels * from.Height * to.Width);
        var starts = MemoryMarshal.Cast<float, int>(workspace.Take(to.Width + 1));
        var ends = MemoryMarshal.Cast<float, int>(workspace.Take(to.Width + 1));
        for (var column = 0; column < to.Width; column++)
        {
            (starts[column], ends[column]) = Box(column, from.Width, to.Width);
        }

        for (var row = 0; row < from.Channels * from.Height; row++)
        {
            var source = image.Slice(row * from.Width, from.Width);
            var target = between.Slice(row * to.Width, to.Width);
            for (var column = 0; column < target.Length; column++)
            {
                int start = starts[column], end = ends[column];
                var sum = source[start];
                for (var index = start + 1; index < end; index++)
                {
                    sum += source[index];
                }

                target[column] = end - start == 1 ? sum : Whole(sum / (end - start), toBytes);
            }
        }

        for (var channel = 0; channel < from.Channels; channel++)
        {
            var plane = between.Slice(channel * from.Height * to.Width, from.Height * to.Width);
            for (var row = 0; row < to.Height; row++)
            {
                var (start, end) = Box(row, from.Height, to.Height);
                var target = result.Slice((channel * to.Height + row) * to.Width, to.Width);
                plane.Slice(start * to.Width, to.Width).CopyTo(target);
                for (var index = start + 1; index < end; index++)
                {
                    TensorPrimitives.Add(target, plane.Slice(index * to.Width, to.Width), target);
                }

                for (var column = 0; column < target.Length && end - start > 1; column++)
                {
                    target[column] = Whole(target[column] / (end - start), toBytes);
                }
            }
        }
    }

    // The pixels whose middles lie within half a (widened) pixel of a new pixel's middle.
    private static (int Start, int End) Box(int index, int from, int to)
    {
        var scale = (double)from / to;
        double support = 0.5 * Math.Max(scale, 1), middle = (index + 0.5) * scale;
        int start = Math.Max(0, (int)(middle - support + 0.5)), end = Math.Min(from, (int)(middle + support + 0.5));
        return (start, Math.Max(end, start + 1));
    }

    private static float Whole(float value, bool toBytes) =>
        toBytes ? MathF.Floor(value * PixelLimits.Bytes + 0.5f) / PixelLimits.Bytes : value;
}
