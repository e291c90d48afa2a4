using Overtone.Bench.Measuring;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// What the Gaussian filter must cost at least: its operations, counted, at the rates that this machine's own kernels reach on data in the
/// cache. Every pair of points is met once and serves for its mirror image.
/// </summary>
internal static class FilteringFloor
{
    private const int Size = 1024;
    private const int Repeats = 10;

    public static void Report(BenchSession session, string demand, long count, long dimensions, int columns, int variances, double best)
    {
        double pairs = count * (count + 1.0) / 2;
        double distanceWork = 2 * pairs * dimensions, sumWork = 4.0 * pairs * (columns + 1) * variances, exponentials = pairs * variances;
        using var scope = NewDisposeScope();
        Tensor points = ones(Size, dimensions, dtype: float64),
            square = zeros(Size, Size, dtype: float64),
            thin = ones(Size, columns + 1, dtype: float64);
        double product = 2.0 * Size * Size * dimensions / Shortest(() => points.mm(points.t()));
        double sums = 2.0 * Size * Size * (columns + 1) / Shortest(() => square.mm(thin));
        double exponential = (double)Size * Size / Shortest(() => square.exp2());
        double[] parts = [distanceWork / product, sumWork / sums, exponentials / exponential];
        session.Report(new Figure(
            demand, "distance to the floor", $"Overtone {Duel.Format(best)}", $"floor {Duel.Format(parts.Sum())}", best / parts.Sum(),
            Note: $"{distanceWork:0.0E+0} operations of distances at {product / 1e9:0} GFLOP/s, {sumWork:0.0E+0} of sums at {sums / 1e9:0} "
                + $"GFLOP/s, {exponentials:0.0E+0} exponentials at {exponential / 1e9:0.00} G/s: "
                + string.Join(" + ", parts.Select(Duel.Format))));
    }

    private static double Shortest(Func<Tensor> work) => Enumerable.Range(0, Repeats).Min(_ => Duel.Time(() => work().Dispose()));
}
