using static TorchSharp.torch;

namespace Overtone.Theory.BallAverage;

/// <summary>
/// The average of plane waves over random points of the unit n-ball, which knows nothing of Bessel functions:
/// <see cref="BallResponse.Ball"/> is held against it.
/// Source: 1905.12797, eq. 5, as a Monte Carlo integral.
/// </summary>
/// <param name="Phase">z = ‖ω‖, in radians, the radius being 1.</param>
/// <param name="Mean">The mean of cos ω·x over the points.</param>
/// <param name="StandardError">Its standard error.</param>
public sealed record RandomBallPoints(double Phase, double Mean, double StandardError)
{
    private const int Chunk = 20_000;

    /// <summary>Draws points and averages waves over them: the same points for every wave.</summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="phases">z, in radians, one a wave.</param>
    /// <param name="count">How many points, at least 1.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="cancellation">Checked every 20,000 points.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension or the number of points is below 1.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<RandomBallPoints> Average(
        int dimension, IReadOnlyList<double> phases, int count, long seed, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double[] sums = new double[phases.Count], squares = new double[phases.Count];
        for (int first = 0; first < count; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using Generator generator = RandomStreams.Create(seed, $"ball {dimension}", first);
            int points = Math.Min(Chunk, count - first);
            // Only the coordinate along the wave matters, but all are drawn.
            Tensor normal = empty(points, dimension, dtype: float64).normal_(0, 1, generator);
            Tensor radius = empty(points, dtype: float64).uniform_(0, 1, generator).pow(1.0 / dimension);
            Tensor along = normal.select(1, 0) / normal.square().sum([1]).sqrt() * radius;
            for (int n = 0; n < phases.Count; n++)
            {
                Tensor wave = (along * phases[n]).cos();
                sums[n] += wave.sum().item<double>();
                squares[n] += wave.square().sum().item<double>();
            }
        }

        return [.. phases.Select((phase, n) =>
        {
            double mean = sums[n] / count, variance = (squares[n] / count) - (mean * mean);
            return new RandomBallPoints(phase, mean, Math.Sqrt(variance / count));
        })];
    }
}
