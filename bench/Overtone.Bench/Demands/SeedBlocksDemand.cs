using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>Many seeds of one small network as blocks, against one after another.</summary>
internal sealed class SeedBlocksDemand : IDemand
{
    private const int Seeds = 32;
    private const int Samples = 201;
    private static readonly PerceptronShape Shape = new([1, 64, 64, 1], Activation.Tanh);

    public string Name => "seed-blocks";

    public string Promise => "32 seeds of a one-dimensional fit at 1-64-64-1 train at least twice as fast in blocks as one after another";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        int steps = session.IsQuick ? 10 : 150, rounds = session.IsQuick ? 1 : 5, size = SeedBlocks.SizeFor(Shape, Samples);
        using var block = new SeedTraining(Shape, Samples, Seeds, size);
        using var alone = new SeedTraining(Shape, Samples, Seeds, blockSize: 1);
        Duel duel = Duel.Fight(rounds, () => block.Time(steps), () => alone.Time(steps));
        session.Report(
            new Figure(
                Name,
                $"{Seeds} seeds, {Samples} samples, {steps} steps, 1 thread",
                $"blocks of {size} {Duel.Spell(duel.Ours)}",
                $"one after another {Duel.Spell(duel.Peer)}",
                duel.Speedup,
                Limit.AtLeast(2),
                duel.Spread));
        SeedBlockSweep.Report(session, Name);
        double rate = Seeds * steps / duel.Ours;
        BenchSession.Remark(
            string.Create(
                CultureInfo.InvariantCulture, $"seed-steps a second: {rate:0} in blocks, {Seeds * steps / duel.Peer:0} one after another"));
        PyTorchComparison.Report(session, Name, Shape, Samples, () => block.Time(steps) / steps / Seeds);
    }
}
