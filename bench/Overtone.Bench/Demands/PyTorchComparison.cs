using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;

namespace Overtone.Bench.Demands;

/// <summary>
/// The plain loop of an installed PyTorch beside ours. Refused where that PyTorch multiplies matrices at less than a quarter of our rate:
/// it would compare builds of a matrix library, not programs.
/// </summary>
internal static class PyTorchComparison
{
    private const int Repeats = 5;
    private const double LeastShare = 0.25;

    public static void Report(BenchSession session, string demand, PerceptronShape shape, int samples, Func<double> ourSeedStep)
    {
        using PythonPeer? peer = PythonPeer.Start(
            session, "torch", "training.py", 1, [
                $"{shape.Activation}",
                .. shape.Widths.Select(w => w.ToString(CultureInfo.InvariantCulture)),
                samples.ToString(CultureInfo.InvariantCulture),
            ]);
        if (peer is null)
            return;
        int rounds = session.IsQuick ? 1 : 5;
        Duel product = Duel.Fight(rounds, () => MatrixProduct.Seconds(Repeats), () => peer.Ask("product"));
        double operations = MatrixProduct.Operations, share = product.Ours / product.Peer;
        session.Report(
            new Figure(
                demand,
                $"product of {MatrixProduct.Size}×{MatrixProduct.Size} float32 matrices, 1 thread",
                $"TorchSharp {operations / product.Ours / 1e9:0.0} GFLOP/s",
                $"{peer.Introduction} {operations / product.Peer / 1e9:0.0} GFLOP/s",
                share));
        if (share < LeastShare)
        {
            BenchSession.Remark(
                "comparison of training with this PyTorch refused: its matrix products run at less than a quarter of our rate");
            return;
        }

        Duel training = Duel.Fight(rounds, ourSeedStep, () => peer.Ask("step"));
        session.Report(
            new Figure(
                demand,
                "seed-steps a second, 1 thread",
                $"Overtone's blocks {1 / training.Ours:0}",
                $"PyTorch's plain loop {1 / training.Peer:0}",
                training.Speedup,
                Note: training.Spread));
    }
}
