namespace Overtone.Data.Corruptions.Operations;

/// <summary>Spreads whole levels from 0 to 255 by how often they occur.</summary>
/// <remarks>Source: histogram equalisation, with the lowest level that occurs going to 0.</remarks>
internal static class LevelEqualisation
{
    private const int Levels = 256;

    /// <summary>Spreads the levels; an image of one level stays as it is.</summary>
    /// <param name="image">Whole numbers from 0 to 255.</param>
    internal static void Apply(Span<float> image)
    {
        Span<int> counts = stackalloc int[Levels];
        foreach (var value in image)
        {
            counts[(int)value]++;
        }

        var first = counts.IndexOfAnyExcept(0);
        if (counts[first] == image.Length)
        {
            return;
        }

        Span<float> levels = stackalloc float[Levels];
        var scale = PixelLimits.Bytes / (image.Length - counts[first]);
        for (int level = first + 1, sum = 0; level < Levels; level++)
        {
            sum += counts[level];
            levels[level] = MathF.Round(sum * scale);
        }

        foreach (ref var value in image)
        {
            value = levels[(int)value];
        }
    }
}
