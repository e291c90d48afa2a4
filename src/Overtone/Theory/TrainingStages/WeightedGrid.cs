using static TorchSharp.torch;

namespace Overtone.Theory.TrainingStages;

/// <summary>
/// Points at equal distances on an interval around zero, with the square root of a density of inputs at each. What is seen of functions on
/// it is their product with that root, periodic over the interval: the density must vanish at the ends for that to do no harm.
/// </summary>
/// <remarks>Source: 1906.09235: the loss ∫ (h − f)² ρ dx is the energy of (h − f) √ρ.</remarks>
public sealed class WeightedGrid : IDisposable
{
    private WeightedGrid(double halfWidth, int count, Func<Tensor, Tensor> rootDensity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        using var scope = NewDisposeScope();
        Spacing = 2 * halfWidth / count;
        Points = ((arange(count, dtype: float64) * Spacing) - halfWidth).DetachFromDisposeScope();
        RootDensity = rootDensity(Points).DetachFromDisposeScope();
    }

    /// <summary>The distance between points.</summary>
    public double Spacing { get; }

    /// <summary>x, [n], float64.</summary>
    public Tensor Points { get; }

    /// <summary>√ρ, [n], float64.</summary>
    public Tensor RootDensity { get; }

    /// <summary>The highest frequency on the grid, in cycles per unit.</summary>
    public double Nyquist => 0.5 / Spacing;

    /// <summary>Normal inputs of mean 0 and deviation 1: smooth, so that a network's own smoothness decides its spectrum.</summary>
    /// <param name="halfWidth">Half the interval; 12 or more leaves nothing at its ends.</param>
    /// <param name="count">Points.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not above 0, or there are fewer than two points.</exception>
    public static WeightedGrid Normal(double halfWidth, int count) =>
        new(halfWidth, count, x => (-x.square() / 4).exp() / Math.Pow(2 * Math.PI, 0.25));

    /// <summary>Uniform inputs of mean 0 and deviation 1, on ±√3: their two jumps spread over all frequencies.</summary>
    /// <inheritdoc cref="Normal" path="/param"/>
    /// <inheritdoc cref="Normal" path="/exception"/>
    public static WeightedGrid Uniform(double halfWidth, int count) =>
        new(halfWidth, count, x => x.abs().le(Math.Sqrt(3)).to_type(ScalarType.Float64) / Math.Pow(12, 0.25));

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Points.Dispose();
        RootDensity.Dispose();
    }
}
