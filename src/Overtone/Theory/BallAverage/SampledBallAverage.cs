using static TorchSharp.torch;

namespace Overtone.Theory.BallAverage;

/// <summary>
/// The average that post-averaging really takes: the point itself and, along K random directions, the points at ±r/3, ±2r/3 and ±r. What
/// it does to a plane wave is not what <see cref="BallResponse"/> says of the ball: a third of its points lie at a third of the radius,
/// where in many dimensions the ball has no volume, and one draw of directions leaves a floor that no frequency falls below.
/// Source: 1905.12797, eqs. 7 and 8; that the point itself counts, from its authors' code.
/// </summary>
public sealed record SampledBallAverage : IPointScheme
{
    private static readonly double[] Shares = [1 / 3.0, 2 / 3.0, 1];

    /// <summary>A scheme.</summary>
    /// <param name="dimension">n, the number of inputs, at least 1.</param>
    /// <param name="directions">K, at least 1.</param>
    /// <param name="radius">r, above zero, in units of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SampledBallAverage(int dimension, int directions, double radius)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 1);
        if (!(radius > 0) || !double.IsFinite(radius))
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "the radius must be finite and above zero");
        (Dimension, Directions, Radius) = (dimension, directions, radius);
    }

    /// <summary>n, the number of inputs.</summary>
    public int Dimension { get; }

    /// <summary>K, the number of directions.</summary>
    public int Directions { get; }

    /// <summary>r, in units of the input.</summary>
    public double Radius { get; }

    /// <summary>6K + 1, the number of points.</summary>
    public int Points => (2 * Shares.Length * Directions) + 1;

    /// <summary>
    /// √(6K)/(6K + 1): the root of the mean square, over draws of directions, of what is left of a wave of high frequency. The mean left,
    /// 1/(6K + 1), is a tenth of it.
    /// </summary>
    public double LeakageFloor => Math.Sqrt(Points - 1) / Points;

    /// <summary>
    /// The factor of a plane wave, in the mean over draws of directions: a mixture of spheres, (1 + 2K Σ Φₙ(m r‖ω‖/3))/(6K + 1).
    /// </summary>
    /// <param name="frequency">‖ω‖, in radians per unit of the input.</param>
    public double ExpectedResponse(double frequency) =>
        (1 + (2 * Directions * Shares.Sum(share => BallResponse.Sphere(Dimension, share * Radius * frequency)))) / Points;

    /// <summary>
    /// The standard deviation, over draws of directions, of the factor of a plane wave: none at frequency zero, and
    /// <see cref="LeakageFloor"/> at high ones.
    /// </summary>
    /// <param name="frequency">‖ω‖, in radians per unit of the input.</param>
    public double Leakage(double frequency)
    {
        // At thirds of the radius: of the products of two cosines along one direction, as cosines of sums and differences.
        double[] spheres = [.. Enumerable.Range(0, (2 * Shares.Length) + 1)
            .Select(third => BallResponse.Sphere(Dimension, third * Radius * frequency / Shares.Length))];
        int[] thirds = [.. Enumerable.Range(1, Shares.Length)];
        double mean = thirds.Sum(one => spheres[one]);
        double square = thirds.Sum(one => thirds.Sum(other => (spheres[one + other] + spheres[Math.Abs(one - other)]) / 2));
        return 2 * Math.Sqrt(Directions * Math.Max(0, square - (mean * mean))) / Points;
    }

    /// <summary>The factor of a plane wave for one draw of directions; real, because points come in opposite pairs.</summary>
    /// <param name="directions">[K, n], unit vectors.</param>
    /// <param name="wave">[n], ω in radians per unit of the input, float64.</param>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public double Response(Tensor directions, Tensor wave)
    {
        PointSchemes.Require(directions, Directions, Dimension);
        PointSchemes.RequireWave(wave, Dimension);
        using var scope = NewDisposeScope();
        Tensor phases = directions.mv(wave) * Radius;
        return (1 + (2 * Shares.Sum(share => (share * phases).cos().sum().item<double>()))) / Points;
    }

    /// <summary>Draws directions: normal vectors divided by their length, [K, n].</summary>
    /// <param name="generator">Where randomness comes from.</param>
    /// <param name="type">Their type, float64 or float32: other numbers each, and float32 six times as fast.</param>
    public Tensor DrawDirections(Generator generator, ScalarType type = ScalarType.Float64)
    {
        using var scope = NewDisposeScope();
        Tensor normal = empty(Directions, Dimension, dtype: type).normal_(0, 1, generator);
        return normal.div_(normal.square().sum([1], keepdim: true).sqrt()).MoveToOuterDisposeScope();
    }

    /// <summary>The points around the origin: the origin first, then the pairs of each direction. [6K + 1, n].</summary>
    /// <param name="directions">[K, n], unit vectors.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public Tensor Offsets(Tensor directions)
    {
        PointSchemes.Require(directions, Directions, Dimension);
        return this.OffsetsAlong(directions);
    }

    /// <summary>Along which direction a point lies, and how far; the origin along the first, at 0.</summary>
    /// <param name="index">From 0 to 6K.</param>
    (int Direction, double Distance) IPointScheme.PointAt(int index)
    {
        if (index == 0)
            return (0, 0);
        (int direction, int step) = Math.DivRem(index - 1, 2 * Shares.Length);
        double distance = Shares[step / 2] * Radius;
        return (direction, step % 2 == 0 ? distance : -distance);
    }
}
