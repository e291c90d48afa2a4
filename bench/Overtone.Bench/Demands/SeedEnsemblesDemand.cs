using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>Many seeds of one small network as ensembles, against one after another.</summary>
internal sealed class SeedEnsemblesDemand : IDemand
{
    private const int Seeds = 32;
    private const int Samples = 201;
    private static readonly PerceptronShape Shape = new([1, 64, 64, 1], Activation.Tanh);

    public string Name => "seed-ensembles";

    public string Promise =>
        "32 seeds of a one-dimensional fit at 1-64-64-1 train at least twice as fast in ensembles as one after another";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        int steps = session.IsQuick ? 10 : 150, rounds = session.IsQuick ? 1 : 5, size = SeedEnsembles.SizeFor(Shape, Samples);
        using var ensemble = new SeedTraining(Shape, Samples, Seeds, size);
        using var alone = new SeedTraining(Shape, Samples, Seeds, blockSize: 1);
        Duel duel = Duel.Fight(rounds, () => ensemble.Time(steps), () => alone.Time(steps));
        session.Report(
            new Figure(
                Name,
                $"{Seeds} seeds, {Samples} samples, {steps} steps, 1 thread",
                $"ensembles of {size} {Duel.Format(duel.Ours)}",
                $"one after another {Duel.Format(duel.Peer)}",
                duel.Speedup,
                Limit.AtLeast(2),
                duel.Spread));
        SeedEnsembleSweep.Report(session, Name);
        double rate = Seeds * steps / duel.Ours;
        BenchSession.Remark(
            string.Create(
                CultureInfo.InvariantCulture,
                $"seed-steps a second: {rate:0} in ensembles, {Seeds * steps / duel.Peer:0} one after another"));
        PyTorchComparison.Report(session, Name, Shape, Samples, () => ensemble.Time(steps) / steps / Seeds);
    }
}
