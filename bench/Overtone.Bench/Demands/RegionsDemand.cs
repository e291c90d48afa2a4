using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Theory.PiecewiseLinear;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>Exact linear regions against sampling the activation pattern on a grid.</summary>
internal sealed class RegionsDemand : IDemand
{
    private const double MostSeconds = 1;

    public string Name => "regions";

    public string Promise => "the exact linear regions of a 2-64-64-1 network on a plane take at most a second";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var module = new MultilayerPerceptron(
            new PerceptronShape([2, 64, 64, 1], Activation.Relu), new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, Math.Sqrt(2.0 / 64)), 1);
        PiecewiseLinearNetwork network = PiecewiseLinearNetwork.Of(module);
        PlaneWindow window = PlaneWindow.Square(1);
        IReadOnlyList<LinearRegion> regions = PlaneRegions.Of(network, AffineSlice.Whole(2), window);
        int side = session.IsQuick ? 200 : Side(regions);
        int seen = 0;
        Duel duel = Duel.Fight(
            session.IsQuick ? 1 : 5,
            () => Duel.Time(() => PlaneRegions.Of(network, AffineSlice.Whole(2), window)),
            () => Duel.Time(() => seen = Sampled(module, side)));
        session.Report(new Figure(
            Name, $"2-64-64-1, {regions.Count} regions, 1 thread, against the second that is allowed",
            $"exact {Duel.Spell(duel.Ours)}", $"allowed {Duel.Spell(MostSeconds)}", duel.Ours / MostSeconds, Limit.AtMost(1)));
        session.Report(new Figure(
            Name, string.Create(CultureInfo.InvariantCulture, $"against patterns on a grid of {side}×{side}, as fine as the median region, libtorch float32, 1 thread"),
            $"exact {Duel.Spell(duel.Ours)}", $"sampled {Duel.Spell(duel.Peer)}", duel.Speedup, Note: duel.Spread));
        session.Report(new Figure(Name, "regions that the grid finds", $"{seen} of {regions.Count}"));
    }

    // One sample for the area of the median region: the resolution at which a grid could be hoped to find half of them.
    private static int Side(IReadOnlyList<LinearRegion> regions) =>
        (int)Math.Ceiling(Math.Sqrt(4 / regions.Select(r => r.Polygon.Area).Order().ElementAt(regions.Count / 2)));

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
            Tensor points = stack([axis.unsqueeze(0).expand(rows, -1), axis.narrow(0, first, rows).unsqueeze(1).expand(-1, side)], 2).reshape(-1, 2);
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
