namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// The distance of every pixel from the nearest edge, in two passes with steps to 16 neighbours: within two per cent of the true one.
/// </summary>
/// <remarks>Source: G. Borgefors, "Distance transformations in digital images", 1986, with the step lengths of OpenCV's 5×5 mask.</remarks>
internal static class EdgeDistance
{
    // OpenCV counts in units of 2^-16. Sums of these are exact in single precision, so that none ends up just below a whole number.
    private const float Unit = 1f / 65536;
    private const float Straight = 1;
    private const float Diagonal = 91750 * Unit;
    private const float Knight = 143976 * Unit;

    // The neighbours that come earlier in reading order; the later ones are their mirror images.
    private static readonly FilterTap[] Earlier =
    [
        new(-2, -1, Knight), new(-2, 1, Knight), new(-1, -2, Knight), new(-1, -1, Diagonal), new(-1, 0, Straight), new(-1, 1, Diagonal),
        new(-1, 2, Knight), new(0, -1, Straight),
    ];

    /// <summary>Measures the distances.</summary>
    /// <param name="edges">1 on an edge, else 0; gets the distances in pixels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="most">What greater distances, or all if there is no edge, are cut down to.</param>
    internal static void Measure(Span<float> edges, int height, int width, float most)
    {
        foreach (ref var value in edges)
        {
            value = value > 0 ? 0 : most;
        }

        for (var pixel = 0; pixel < edges.Length; pixel++)
        {
            Shorten(edges, height, width, pixel, 1);
        }

        for (var pixel = edges.Length - 1; pixel >= 0; pixel--)
        {
            Shorten(edges, height, width, pixel, -1);
        }
    }

    private static void Shorten(Span<float> distances, int height, int width, int pixel, int direction)
    {
        var shortest = distances[pixel];
        if (shortest == 0)
        {
            return;
        }

        int y = pixel / width, x = pixel % width;
        foreach (var (down, across, length) in Earlier)
        {
            int row = y + direction * down, column = x + direction * across;
            if ((uint)row < (uint)height && (uint)column < (uint)width)
            {
                shortest = Math.Min(shortest, distances[row * width + column] + length);
            }
        }

        distances[pixel] = shortest;
    }
}
