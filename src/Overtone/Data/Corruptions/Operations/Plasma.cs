namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// A random landscape of soft clouds on a torus: each step sets the middles of squares and then of diamonds to the mean of their corners
/// plus a random part, whose range falls from step to step.
/// </summary>
/// <remarks>Source: A. Fournier, D. Fussell and L. Carpenter, "Computer rendering of stochastic models", 1982.</remarks>
internal static class Plasma
{
    /// <summary>The smallest power of two that holds an image: the side of its landscape.</summary>
    internal static int Side(ImageShape shape) =>
        (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(shape.Height, shape.Width));

    /// <summary>Fills a landscape, from 0 at its lowest to 1 at its highest.</summary>
    /// <param name="side">A power of two.</param>
    /// <param name="decay">The random part's range falls with the square of it, as published.</param>
    /// <param name="random">The random numbers.</param>
    /// <param name="workspace">Lends the memory.</param>
    internal static ReadOnlySpan<float> Make(int side, double decay, RandomNumbers random, CorruptionWorkspace workspace)
    {
        Span<float> field = workspace.Take(side * side), wobbles = workspace.Take(side * side);
        random.FillUnit(wobbles);
        field[0] = 0;
        double range = 1;
        for (var step = side; step >= 2; step /= 2, range /= decay)
        {
            wobbles = Fill(field, side, step, (float)(range * range), wobbles);
        }

        float lowest = field[0], highest = field[0];
        foreach (var value in field)
        {
            lowest = Math.Min(lowest, value);
            highest = Math.Max(highest, value);
        }

        var scale = highest > lowest ? 1 / (highest - lowest) : 0;
        foreach (ref var value in field)
        {
            value = (value - lowest) * scale;
        }

        return field;
    }

    private static Span<float> Fill(Span<float> field, int side, int step, float range, Span<float> wobbles)
    {
        int half = step / 2, last = side - 1, next = 0;
        for (var y = 0; y < side; y += step)
        {
            Span<float> upper = field.Slice(y * side, side),
                lower = field.Slice(((y + step) & last) * side, side),
                middle = field.Slice((y + half) * side, side);
            for (var x = 0; x < side; x += step, next++)
            {
                var right = (x + step) & last;
                middle[x + half] = (upper[x] + upper[right] + lower[x] + lower[right]) / 4 + range * (2 * wobbles[next] - 1);
            }
        }

        for (var y = 0; y < side; y += step)
        {
            Span<float> upper = field.Slice(y * side, side), lower = field.Slice(((y + step) & last) * side, side);
            Span<float> above = field.Slice(((y - half) & last) * side, side), middle = field.Slice((y + half) * side, side);
            for (var x = 0; x < side; x += step, next += 2)
            {
                var corner = upper[x];
                upper[x + half] =
                    (corner + upper[(x + step) & last] + middle[x + half] + above[x + half]) / 4 + range * (2 * wobbles[next] - 1);
                middle[x] = (corner + lower[x] + middle[x + half] + middle[(x - half) & last]) / 4 + range * (2 * wobbles[next + 1] - 1);
            }
        }

        return wobbles[next..];
    }
}
