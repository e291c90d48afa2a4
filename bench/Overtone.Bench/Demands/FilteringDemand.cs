using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>The Gaussian filter against NumPy.</summary>
internal sealed class FilteringDemand : IDemand
{
    private const int Columns = 11;
    private const int Threads = 2;
    private const int PeerBlock = 256;
    private static readonly double[] Variances = [1, 3, 7, 20];

    public string Name => "filtering";

    public string Promise =>
        "the Gaussian filter is at least twice as fast as blockwise float64 NumPy with OpenBLAS, and gives the same numbers";

    public void Measure(BenchSession session)
    {
        set_num_threads(Threads);
        using var scope = NewDisposeScope();
        using BenchData data = BenchData.Load(session.IsQuick ? 2000 : 10_000);
        long count = data.Inputs.shape[0];
        using Generator generator = RandomStreams.Create(0, "values");
        Tensor values = randn([count, Columns], dtype: float64, generator: generator);
        string what = $"{data.Name}, {Variances.Length} variances, {Columns} columns, {Threads} threads";
        Tensor? low = null;
        double Ours() => Duel.Time(() =>
        {
            low?.Dispose();
            low = GaussianFilter.LowFrequencyPart(data.Inputs, values, Variances).DetachFromDisposeScope();
        });

        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            string inputs = Path.Combine(folder.FullName, "inputs.npy"),
                columns = Path.Combine(folder.FullName, "values.npy"),
                result = Path.Combine(folder.FullName, "result.npy");
            NpyWriter.Write<float>(inputs, data.Inputs.data<float>().ToArray(), (int)count, (int)data.Inputs.shape[1]);
            NpyWriter.Write<double>(columns, values.data<double>().ToArray(), (int)count, Columns);
            using PythonPeer? peer = PythonPeer.Start(
                session, "numpy", "filtering.py", Threads, [inputs, columns, result, $"{PeerBlock}", .. Variances.Select(v => $"{v:R}")]);
            double best = peer is null
                ? Enumerable.Range(0, 3).Min(_ => Ours())
                : Compare(session, what, peer, Ours, () => Difference(low!, result));
            FilteringFloor.Report(session, Name, count, data.Inputs.shape[1], Columns, Variances.Length, best);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private double Compare(BenchSession session, string what, PythonPeer peer, Func<double> ours, Func<double> difference)
    {
        const double SameNumbers = 1e-6;
        int rounds = session.IsQuick ? 1 : 5;
        Duel duel = Duel.Fight(rounds, ours, () => peer.Ask("run"));
        double largest = difference();
        session.Report(
            new Figure(
                Name, what, $"Overtone {Duel.Format(duel.Ours)}", $"NumPy {Duel.Format(duel.Peer)}", duel.Speedup, Limit.AtLeast(2),
                $"{peer.Introduction}; {duel.Spread}"));
        session.Report(
            new Figure(
                Name,
                "largest relative difference of the two results",
                $"{largest:0.0E+0}",
                $"allowed {SameNumbers:0.0E+0}",
                largest / SameNumbers,
                Limit.AtMost(1)));
        Duel mirrored = Duel.Fight(rounds, ours, () => peer.Ask("mirrored"));
        session.Report(
            new Figure(
                Name,
                "the same against NumPy with mirrored blocks",
                $"Overtone {Duel.Format(mirrored.Ours)}",
                $"NumPy {Duel.Format(mirrored.Peer)}",
                mirrored.Speedup,
                Note: mirrored.Spread));
        return Math.Min(duel.Ours, mirrored.Ours);
    }

    private static double Difference(Tensor low, string file)
    {
        using Tensor other = tensor(NpyReader.Read(file).ToDoubles()).reshape(low.shape);
        using Tensor difference = (low - other).abs().max() / other.abs().max();
        return difference.item<double>();
    }
}
