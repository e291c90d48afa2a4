using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>What <c>spectral-bias-perturbation</c> does after training, against a copy of the network for every direction and length.</summary>
internal sealed class PerturbationDemand : IDemand
{
    private static readonly double[] Frequencies = [.. Enumerable.Range(1, 10).Select(n => 5.0 * n)];

    public string Name => "perturbation";

    public string Promise => "spectra of a network moved along random directions take at most a tenth of the time that a copy of the network for each takes";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        Compare(session, "as the quick preset", 64, Limit.AtLeast(10));
        Compare(session, "at the paper's size", 256, Limit.AtLeast(10));
    }

    private void Compare(BenchSession session, string size, int width, Limit limit)
    {
        int samples = width > 64 ? 200 : 80, lengths = session.IsQuick ? 2 : 41, directions = session.IsQuick ? 4 : 100, copies = session.IsQuick ? 4 : 50;
        using var scope = NewDisposeScope();
        int[] widths = [1, width, width, width, width, width, 1];
        Tensor points = arange(samples, dtype: float64).div(samples), inputs = points.to_type(ScalarType.Float32).unsqueeze(1);
        using var transform = new NonuniformFourierTransform(points, Frequencies);
        using var networks = new ReluNetworkBlock(widths, [1]);
        using var plain = new PlainLoop(widths);
        double Ours() => Duel.Time(() =>
        {
            using var inner = NewDisposeScope();
            Tensor all = ParameterPerturbation.Directions(networks.Parameters.shape[1], directions, seed: 1);
            for (int length = 0; length < lengths; length++)
                transform.Transform(ParameterPerturbation.Evaluate(networks, 0, all, 0.1 * length, inputs).squeeze(2).transpose(0, 1));
        });
        double Peer() => plain.Perturb(inputs, 1, copies, values => transform.Transform(values));
        Ours();
        Peer();
        Duel duel = Duel.Fight(session.IsQuick ? 1 : 5, () => Ours() / lengths / directions, () => Peer() / copies);
        session.Report(new Figure(
            Name, string.Create(CultureInfo.InvariantCulture, $"{size}, width {width}, {samples} samples, 1 thread: one direction and length of {directions} and {lengths}"),
            $"in batches {Duel.Spell(duel.Ours)}", $"a copy each {Duel.Spell(duel.Peer)}", duel.Speedup, limit, duel.Spread));
        double floor = 2.0 * samples * networks.Shape.WeightCount / MatrixProduct.Operations * MatrixProduct.Seconds(5);
        BenchSession.Remark($"the products of one forward pass alone take {Duel.Spell(floor)} at the rate of matrix products");
    }
}
