using static TorchSharp.torch;

namespace Overtone.Theory.FrequencyPrinciple;

/// <summary>
/// One-dimensional targets with period 2π, at whose fits it is seen which frequencies come first.
/// Source: 1901.06523, Fig. 1; 1807.01251, one-dimensional experiments and published scripts.
/// </summary>
public enum Target1d
{
    /// <summary>sin x + sin 3x + sin 5x (1901.06523, Fig. 1).</summary>
    Sines,

    /// <summary>
    /// sin x + 2 sin 3x + 3 sin 5x: the amplitude grows with frequency, so "low first" is not "large first" (1807.01251's scripts).
    /// </summary>
    GrowingSines,

    /// <summary>α Round(sin(x)/α) with α = 0.5: steps, with many harmonics (1807.01251).</summary>
    Steps,
}

/// <summary>
/// Values, derivatives and samples of a <see cref="Target1d"/>.
/// Source: 1901.06523, Fig. 1; 1807.01251, one-dimensional experiments.
/// </summary>
public static class Target1dFunction
{
    private const double StepHeight = 0.5;

    /// <summary>
    /// The points −π + 2πi/n: the end point is left out, so that whole periods fit and no energy leaks between frequencies.
    /// </summary>
    /// <param name="count">n.</param>
    public static double[] Points(int count) => [.. Enumerable.Range(0, count).Select(i => -Math.PI + (2 * Math.PI * i / count))];

    /// <summary>The target's value.</summary>
    /// <param name="target">The target.</param>
    /// <param name="x">Where, in radians.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public static double Value(this Target1d target, double x) => target switch
    {
        Target1d.Sines => Math.Sin(x) + Math.Sin(3 * x) + Math.Sin(5 * x),
        Target1d.GrowingSines => Math.Sin(x) + (2 * Math.Sin(3 * x)) + (3 * Math.Sin(5 * x)),
        // Halves are rounded to even numbers, as the published scripts do.
        Target1d.Steps => StepHeight * Math.Round(Math.Sin(x) / StepHeight, MidpointRounding.ToEven),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "unknown target"),
    };

    /// <summary>The derivative; for steps, that of the sine they follow.</summary>
    /// <param name="target">The target.</param>
    /// <param name="x">Where, in radians.</param>
    public static double Derivative(this Target1d target, double x) => target switch
    {
        Target1d.Sines => Math.Cos(x) + (3 * Math.Cos(3 * x)) + (5 * Math.Cos(5 * x)),
        Target1d.GrowingSines => Math.Cos(x) + (6 * Math.Cos(3 * x)) + (15 * Math.Cos(5 * x)),
        _ => Math.Cos(x),
    };

    /// <summary>The target's values with normal noise, drawn for each seed.</summary>
    /// <param name="target">The target.</param>
    /// <param name="points">Where, in radians.</param>
    /// <param name="noise">The noise's standard deviation; 0 for none.</param>
    /// <param name="seed">The seed of the noise.</param>
    public static double[] Noisy(this Target1d target, IReadOnlyList<double> points, double noise, long seed)
    {
        using Generator generator = RandomStreams.Create(seed, "noise");
        using Tensor drawn = empty(points.Count, dtype: float64).normal_(0, 1, generator);
        double[] draws = drawn.data<double>().ToArray();
        return [.. points.Select((x, i) => target.Value(x) + (noise * draws[i]))];
    }
}
