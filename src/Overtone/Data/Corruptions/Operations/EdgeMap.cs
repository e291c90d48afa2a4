using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// The edges of a grey image: pixels whose gradient no neighbour across the edge exceeds, above a high limit or joined to such above a low
/// one.
/// </summary>
/// <remarks>
/// Source: J. Canny, "A computational approach to edge detection", 1986, with the Sobel filter and |x| + |y| for the gradient's size.
/// </remarks>
internal static class EdgeMap
{
    private const float Outside = -1;

    // Slopes between which a gradient counts as diagonal: tan(π/8) and tan(3π/8).
    private const float Flat = 0.41421356f;
    private const float Steep = 2.41421356f;

    /// <summary>Finds the edges.</summary>
    /// <param name="image">The image, on whatever scale the limits have.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="low">What a gradient must exceed to belong to an edge.</param>
    /// <param name="high">What one of an edge's gradients must exceed.</param>
    /// <param name="edges">1 on an edge, else 0.</param>
    /// <param name="workspace">Lends memory.</param>
    internal static void Find(
        ReadOnlySpan<float> image, int height, int width, float low, float high, Span<float> edges, CorruptionWorkspace workspace)
    {
        int stride = width + 2;
        Span<float> sizes = workspace.Take(stride * (height + 2)),
            across = workspace.Take(image.Length),
            down = workspace.Take(image.Length);
        sizes.Clear();
        edges.Clear();
        Gradients(image, height, width, across, down, sizes);
        var open = MemoryMarshal.Cast<float, int>(workspace.Take(image.Length));
        var count = 0;
        for (var pixel = 0; pixel < image.Length; pixel++)
        {
            var index = ((pixel / width) + 1) * stride + (pixel % width) + 1;
            if (sizes[index] <= low || !IsPeak(sizes, index, stride, across[pixel], down[pixel]))
            {
                continue;
            }

            edges[pixel] = sizes[index] > high ? 1 : Outside;
            if (edges[pixel] > 0)
            {
                open[count++] = pixel;
            }
        }

        Join(edges, height, width, open, count);
    }

    private static void Gradients(ReadOnlySpan<float> image, int height, int width, Span<float> across, Span<float> down, Span<float> sizes)
    {
        for (var y = 0; y < height; y++)
        {
            var above = image.Slice(Math.Max(y - 1, 0) * width, width);
            var same = image.Slice(y * width, width);
            var below = image.Slice(Math.Min(y + 1, height - 1) * width, width);
            for (var x = 0; x < width; x++)
            {
                int left = Math.Max(x - 1, 0), right = Math.Min(x + 1, width - 1);
                var horizontal = above[right] + 2 * same[right] + below[right] - above[left] - 2 * same[left] - below[left];
                var vertical = below[left] + 2 * below[x] + below[right] - above[left] - 2 * above[x] - above[right];
                across[y * width + x] = horizontal;
                down[y * width + x] = vertical;
                sizes[(y + 1) * (width + 2) + x + 1] = Math.Abs(horizontal) + Math.Abs(vertical);
            }
        }
    }

    private static bool IsPeak(ReadOnlySpan<float> sizes, int index, int stride, float across, float down)
    {
        var size = sizes[index];
        float horizontal = Math.Abs(across), vertical = Math.Abs(down);
        if (vertical < Flat * horizontal)
        {
            return size > sizes[index - 1] && size >= sizes[index + 1];
        }

        if (vertical > Steep * horizontal)
        {
            return size > sizes[index - stride] && size >= sizes[index + stride];
        }

        var side = across < 0 == down < 0 ? 1 : -1;
        return size > sizes[index - stride - side] && size > sizes[index + stride + side];
    }

    // From the sure edges to all that touch them.
    private static void Join(Span<float> edges, int height, int width, Span<int> open, int count)
    {
        while (count > 0)
        {
            var pixel = open[--count];
            int y = pixel / width, x = pixel % width;
            for (var row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, height - 1); row++)
            {
                for (var column = Math.Max(x - 1, 0); column <= Math.Min(x + 1, width - 1); column++)
                {
                    if (edges[row * width + column] < 0)
                    {
                        edges[row * width + column] = 1;
                        open[count++] = row * width + column;
                    }
                }
            }
        }

        foreach (ref var edge in edges)
        {
            edge = Math.Max(edge, 0);
        }
    }
}
