using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Overtone.Theory.SmallWeights;

/// <summary>Uniform draws from the ball of radius δ around zero in the space of the input weights, B_δ.</summary>
/// <remarks>Source: 1901.06523, Theorem 1: the ball holds the input weights only.</remarks>
public sealed class WeightBall
{
    private readonly double _radius;
    private readonly Xoshiro256StarStar _random;

    /// <summary>A ball.</summary>
    /// <param name="radius">δ, above 0.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is not above 0.</exception>
    public WeightBall(double radius, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        (_radius, _random) = (radius, new Xoshiro256StarStar(unchecked((int)seed)));
    }

    /// <summary>Draws a point.</summary>
    /// <param name="weights">Filled with its coordinates.</param>
    public void Draw(double[] weights)
    {
        // A normal vector's direction is uniform; the share of the ball within r is (r/δ)^m.
        Normal.Samples(_random, weights, 0, 1);
        double square = 0;
        foreach (double weight in weights)
            square += weight * weight;
        double scale = _radius * Math.Pow(_random.NextDouble(), 1.0 / weights.Length) / Math.Sqrt(square);
        for (int j = 0; j < weights.Length; j++)
            weights[j] *= scale;
    }
}
