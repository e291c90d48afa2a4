using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>The networks of <c>spectral-bias-sines</c> at the paper's size, against the plain loop.</summary>
internal sealed class SinesDemand : IDemand
{
    private const int Seeds = 4;
    private const int Samples = 200;
    private static readonly PerceptronShape Shape = new([1, 256, 256, 256, 256, 256, 1], Activation.Relu);

    public string Name => "sines";

    public string Promise => "several seeds of a deep ReLU network, 6 affine maps 256 wide on 200 samples, take at least 1.3 times as many steps a second as the plain loop, one network after another";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        int steps = session.IsQuick ? 3 : 40, rounds = session.IsQuick ? 1 : 7;
        using var scope = NewDisposeScope();
        Tensor inputs = arange(Samples, dtype: float32).div(Samples).unsqueeze(1), targets = (inputs * (2 * Math.PI * 5)).sin();
        int size = SeedBlocks.SizeFor(Shape, Samples);
        using var blocks = new BlockTraining(Shape, inputs, targets, Seeds, size);
        PlainLoop[] plain = [.. Enumerable.Range(0, Seeds).Select(_ => new PlainLoop(Shape.Widths))];
        double Plain() => plain.Sum(network => network.Train(inputs, targets, steps));
        blocks.Time(2);
        plain[0].Train(inputs, targets, 2);
        Duel duel = Duel.Fight(rounds, () => blocks.Time(steps), Plain);
        session.Report(new Figure(
            Name, $"{Seeds} seeds, {Samples} samples, {steps} steps, 1 thread: seed-steps a second",
            $"blocks of {size} {Rate(duel.Ours, steps)}", $"plain loop {Rate(duel.Peer, steps)}", duel.Speedup, Limit.AtLeast(1.3), duel.Spread));
        ReportShare(session, duel, steps);
        foreach (int other in session.IsQuick ? [2] : new[] { 1, 2, 4 })
        {
            using var blocksOfOther = new BlockTraining(Shape, inputs, targets, Seeds, other);
            blocksOfOther.Time(2);
            Duel sweep = Duel.Fight(rounds, () => blocksOfOther.Time(steps), () => blocks.Time(steps));
            BenchSession.Remark($"blocks of {other}: {Rate(sweep.Ours, steps)} seed-steps a second, {Rate(sweep.Peer, steps)} in blocks of {size} beside them");
        }

        PyTorchComparison.Report(session, Name, Shape, Samples, () => blocks.Time(steps) / steps / Seeds);
        foreach (PlainLoop network in plain)
            network.Dispose();
        ReportThreads(blocks, rounds, steps);
    }

    // Forward, and backward to weights and to inputs, each take every weight once a sample.
    private void ReportShare(BenchSession session, Duel duel, int steps)
    {
        double operations = 2.0 * 3 * Samples * Shape.WeightCount * Seeds * steps, product = MatrixProduct.Operations / MatrixProduct.Seconds(5);
        session.Report(new Figure(
            Name, string.Create(CultureInfo.InvariantCulture, $"share of the rate of float32 matrix products, {product / 1e9:0} GFLOP/s, at {operations / Seeds / steps / 1e6:0} million operations a seed-step"),
            Share(operations / duel.Ours / product), $"plain loop {Share(operations / duel.Peer / product)}"));
    }

    private static void ReportThreads(BlockTraining blocks, int rounds, int steps)
    {
        double one = Enumerable.Range(0, rounds).Min(_ => blocks.Time(steps));
        set_num_threads(2);
        double two = Enumerable.Range(0, rounds).Min(_ => blocks.Time(steps));
        set_num_threads(1);
        BenchSession.Remark(string.Create(CultureInfo.InvariantCulture, $"a second thread within a step makes it {one / two:0.00} times as fast; a second job would make it up to twice"));
    }

    private static string Rate(double seconds, int steps) => (Seeds * steps / seconds).ToString("0", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Seeds trained in blocks.</summary>
    private sealed class BlockTraining : IDisposable
    {
        private readonly List<ReluNetworkBlock> _networks = [];
        private readonly List<ReluBlockTrainer> _trainers = [];

        public BlockTraining(PerceptronShape shape, Tensor inputs, Tensor targets, int seeds, int size)
        {
            foreach (long[] block in SeedBlocks.Cut(0, seeds, size))
            {
                _networks.Add(new ReluNetworkBlock(shape.Widths, block));
                _trainers.Add(new ReluBlockTrainer(_networks[^1], inputs, targets, new ReluBlockOptions(3e-4)));
            }
        }

        public double Time(int steps) => Duel.Time(() => _trainers.ForEach(trainer => trainer.TrainTo(trainer.Step + steps)));

        public void Dispose()
        {
            _trainers.ForEach(trainer => trainer.Dispose());
            _networks.ForEach(network => network.Dispose());
        }
    }
}
