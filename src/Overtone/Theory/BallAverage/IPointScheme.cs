using static TorchSharp.torch;

namespace Overtone.Theory.BallAverage;

/// <summary>Points along random directions, over which a function is averaged.</summary>
internal interface IPointScheme
{
    /// <summary>How many points.</summary>
    int Points { get; }

    /// <summary>How many directions.</summary>
    int Directions { get; }

    /// <summary>Along which direction a point lies, and how far.</summary>
    /// <param name="index">From 0 to below <see cref="Points"/>.</param>
    (int Direction, double Distance) PointAt(int index);

    /// <summary>Draws directions: unit vectors, [directions, n].</summary>
    /// <param name="generator">Where randomness comes from.</param>
    /// <param name="type">Their type, float64 or float32: other numbers each, and float32 six times as fast.</param>
    Tensor DrawDirections(Generator generator, ScalarType type = ScalarType.Float64);
}

/// <summary>What the schemes have in common.</summary>
internal static class PointSchemes
{
    /// <summary>All points around the origin, [points, n].</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="directions">[directions, n], unit vectors.</param>
    public static Tensor OffsetsAlong(this IPointScheme scheme, Tensor directions)
    {
        using var scope = NewDisposeScope();
        (int Direction, double Distance)[] points = [.. Enumerable.Range(0, scheme.Points).Select(scheme.PointAt)];
        Tensor which = tensor(points.Select(point => (long)point.Direction).ToArray());
        Tensor distances = tensor(points.Select(point => point.Distance).ToArray(), [scheme.Points, 1], directions.dtype);
        return (directions.index_select(0, which) * distances).MoveToOuterDisposeScope();
    }

    /// <summary>Throws unless directions have the shape of a scheme.</summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public static void Require(Tensor directions, int count, int dimension)
    {
        if (directions.dim() != 2 || directions.shape[0] != count || directions.shape[1] != dimension)
            throw new ArgumentException($"The directions have shape [{string.Join(", ", directions.shape)}]; expected [{count}, "
                + $"{dimension}].", nameof(directions));
    }

    /// <summary>Throws unless a wave has as many numbers as the inputs.</summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public static void RequireWave(Tensor wave, int dimension)
    {
        if (wave.dim() != 1 || wave.shape[0] != dimension)
            throw new ArgumentException($"The wave has shape [{string.Join(", ", wave.shape)}]; expected [{dimension}].", nameof(wave));
    }
}
