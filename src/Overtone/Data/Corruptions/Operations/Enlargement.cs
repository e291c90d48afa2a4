using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// The middle of an image, enlarged to the whole: a part of ⌈side / factor⌉ pixels, interpolated linearly with its corner pixels in the
/// corners (SciPy's <c>zoom</c> of order 1), of which the middle is kept.
/// </summary>
internal static class Enlargement
{
    /// <summary>The enlarged image itself.</summary>
    /// <inheritdoc cref="Add"/>
    internal static void Fill(ReadOnlySpan<float> image, ImageShape shape, double factor, Span<float> result, CorruptionWorkspace workspace)
    {
        result.Clear();
        Add(image, shape, factor, result, workspace);
    }

    /// <summary>Adds an enlarged image to another.</summary>
    /// <param name="image">The image.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="factor">How much larger, at least 1.</param>
    /// <param name="sum">What it is added to.</param>
    /// <param name="workspace">Lends memory.</param>
    internal static void Add(ReadOnlySpan<float> image, ImageShape shape, double factor, Span<float> sum, CorruptionWorkspace workspace)
    {
        int height = shape.Height, width = shape.Width;
        Span<float> shares = workspace.Take(width), row = workspace.Take(width);
        var indices = MemoryMarshal.Cast<float, int>(workspace.Take(width));
        for (var column = 0; column < width; column++)
        {
            (indices[column], shares[column]) = Place(column, width, factor);
        }

        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var plane = image.Slice(channel * height * width, height * width);
            for (var y = 0; y < height; y++)
            {
                var (above, share) = Place(y, height, factor);
                var below = Math.Min(above + 1, height - 1);
                TensorPrimitives.Lerp(plane.Slice(above * width, width), plane.Slice(below * width, width), share, row);
                var target = sum.Slice((channel * height + y) * width, width);
                for (var x = 0; x < target.Length; x++)
                {
                    var left = indices[x];
                    var value = row[left];
                    target[x] += value + shares[x] * (row[Math.Min(left + 1, width - 1)] - value);
                }
            }
        }
    }

    // Which pixel of the whole image lies before a pixel of the result, and how far it is past it.
    private static (int Place, float Share) Place(int index, int size, double factor)
    {
        var part = (int)Math.Ceiling(size / factor);
        var large = (int)Math.Round(part * factor, MidpointRounding.ToEven);
        var at = large > 1 ? (index + (large - size) / 2) * ((part - 1) / (double)(large - 1)) : 0;
        var whole = Math.Min((int)at, part - 1);
        return (whole + (size - part) / 2, (float)(at - whole));
    }
}
