using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Theory.BallAverage;
using Overtone.Theory.PiecewiseLinear;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>Exact linear regions against sampling the activation pattern on a grid.</summary>
internal sealed class RegionsDemand : IDemand
{
    private const double MostSeconds = 1;

    // A grid is as good when it misses one region in twenty; how fine it must be for that is found by doubling.
    private const double SameAnswer = 0.95;
    private const int FinestSide = 3200;

    public string Name => "regions";

    public string Promise =>
        "the exact linear regions of a 2-64-64-1 network on a plane take at most a second, and less than a grid that finds 19 in 20 of "
        + "them";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var module = new MultilayerPerceptron(
            new PerceptronShape([2, 64, 64, 1], Activation.Relu),
            new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, Math.Sqrt(2.0 / 64)),
            1);
        PiecewiseLinearNetwork network = PiecewiseLinearNetwork.Of(module);
        PlaneWindow window = PlaneWindow.Square(1);
        IReadOnlyList<LinearRegion> regions = PlaneRegions.Of(network, AffineSlice.Whole(2), window);
        int side = 100, seen = Sampled(module, side);
        while (!session.IsQuick && seen < SameAnswer * regions.Count && side < FinestSide)
            seen = Sampled(module, side *= 2);
        Duel duel = Duel.Fight(
            session.IsQuick ? 1 : 3,
            () => Duel.Time(() => PlaneRegions.Of(network, AffineSlice.Whole(2), window)),
            () => Duel.Time(() => Sampled(module, side)));
        session.Report(new Figure(
            Name, $"2-64-64-1, {regions.Count} regions, 1 thread, against the second that is allowed",
            $"exact {Duel.Format(duel.Ours)}", $"allowed {Duel.Format(MostSeconds)}", duel.Ours / MostSeconds, Limit.AtMost(1)));
        session.Report(new Figure(
            Name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"against activation patterns on a grid of {side}×{side}, which finds {(double)seen / regions.Count:0.0%} of the regions; "
                + $"libtorch float32, 1 thread"),
            $"exact {Duel.Format(duel.Ours)}", $"sampled {Duel.Format(duel.Peer)}", duel.Speedup, Limit.AtLeast(1), duel.Spread));
        foreach (int width in session.IsQuick ? [16] : new[] { 16, 32, 64, 128, 256 })
            ReportCost(session, width);
        foreach (int dimension in new[] { 3, 784, 150_528 })
            ReportFactor(session, dimension);
    }

    // For information: how cost grows with width, and what one frequency of the exact transform costs.
    private void ReportCost(BenchSession session, int width)
    {
        using var module = new MultilayerPerceptron(
            new PerceptronShape([2, width, width, 1], Activation.Relu),
            new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, Math.Sqrt(2.0 / width)),
            1);
        PiecewiseLinearNetwork network = PiecewiseLinearNetwork.Of(module);
        IReadOnlyList<LinearRegion> regions = [];
        long before = GC.GetTotalAllocatedBytes();
        double seconds = Enumerable
            .Range(0, 3)
            .Min(_ => Duel.Time(() => regions = PlaneRegions.Of(network, AffineSlice.Whole(2), PlaneWindow.Square(1))));
        double megabytes = (GC.GetTotalAllocatedBytes() - before) / 3.0 / (1 << 20);
        var transform = new PlaneTransform(regions);
        double one = Enumerable.Range(0, 3).Min(round => Duel.Time(() => transform.At(40 + round, 30)));
        session.Report(
            new Figure(
                Name, $"2-{width}-{width}-1", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{regions.Count} regions in {Duel.Format(seconds)}, {megabytes:0.0} MiB allocated, one frequency of the transform "
                    + $"{Duel.Format(one)}")));
    }

    private void ReportFactor(BenchSession session, int dimension)
    {
        double phase = BallResponse.HalfPowerPhase(dimension);
        double seconds = Enumerable.Range(0, 5).Min(_ => Duel.Time(() => BallResponse.Ball(dimension, phase)));
        session.Report(
            new Figure(
                Name,
                $"factor of a ball's average, n = {dimension}",
                string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0} µs")));
    }

    private static int Sampled(MultilayerPerceptron network, int side)
    {
        const int RowsAtOnce = 64;
        using var noGradient = no_grad();
        Tensor[] parameters = [.. network.named_parameters().Select(p => (Tensor)p.parameter)];
        var patterns = new HashSet<(ulong, ulong)>();
        for (int first = 0; first < side; first += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            int rows = Math.Min(RowsAtOnce, side - first);
            Tensor axis = (arange(side, dtype: float32) + 0.5) * (2.0 / side) - 1;
            Tensor points = stack([axis.unsqueeze(0).expand(rows, -1), axis.narrow(0, first, rows).unsqueeze(1).expand(-1, side)], 2)
                .reshape(-1, 2);
            Tensor one = addmm(parameters[1], points, parameters[0], 1, 1), two = addmm(parameters[3], one.relu(), parameters[2], 1, 1);
            ReadOnlySpan<long> a = Bits(one).data<long>().ToArray(), b = Bits(two).data<long>().ToArray();
            for (int n = 0; n < a.Length; n++)
                patterns.Add(((ulong)a[n], (ulong)b[n]));
        }

        return patterns.Count;
    }

    // 64 units as the bits of one number.
    private static Tensor Bits(Tensor values) =>
        values.gt(0).to_type(ScalarType.Int64).bitwise_left_shift(arange(64, dtype: int64)).sum([1]);
}
