using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// The plain loop of an installed PyTorch beside ours. Refused where that PyTorch multiplies matrices at less than a quarter of our rate:
/// it would compare builds of a matrix library, not programs.
/// </summary>
internal static class PyTorchComparison
{
    private const int Size = 1024;
    private const double LeastShare = 0.25;

    public static void Report(BenchSession session, string demand, PerceptronShape shape, int samples, Func<double> ourSeedStep)
    {
        using PythonPeer? peer = PythonPeer.Start(
            session, "torch", "training.py", 1, [.. shape.Widths.Select(w => w.ToString(CultureInfo.InvariantCulture)), samples.ToString(CultureInfo.InvariantCulture)]);
        if (peer is null)
            return;
        int rounds = session.IsQuick ? 1 : 5;
        Duel product = Duel.Fight(rounds, ProductTime, () => peer.Ask("product"));
        double operations = 2.0 * Size * Size * Size, share = product.Ours / product.Peer;
        session.Report(new Figure(
            demand, $"product of {Size}×{Size} float32 matrices, 1 thread", $"TorchSharp {operations / product.Ours / 1e9:0.0} GFLOP/s", $"{peer.Introduction} {operations / product.Peer / 1e9:0.0} GFLOP/s", share));
        if (share < LeastShare)
        {
            BenchSession.Remark("comparison of training with this PyTorch refused: its matrix products run at less than a quarter of our rate");
            return;
        }

        Duel training = Duel.Fight(rounds, ourSeedStep, () => peer.Ask("step"));
        session.Report(new Figure(
            demand, "seed-steps a second, 1 thread", $"Overtone's blocks {1 / training.Ours:0}", $"PyTorch's plain loop {1 / training.Peer:0}", training.Speedup, Note: training.Spread));
    }

    private static double ProductTime()
    {
        const int Repeats = 5;
        using var scope = NewDisposeScope();
        Tensor a = ones(Size, Size), b = ones(Size, Size);
        return Enumerable.Range(0, Repeats).Min(_ => Duel.Time(() => a.mm(b).Dispose()));
    }
}
