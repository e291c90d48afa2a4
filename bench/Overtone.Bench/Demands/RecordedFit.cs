using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>One training that is recorded while it runs, as a study does it, and the same as a plain TorchSharp loop.</summary>
/// <param name="Name">What it resembles.</param>
/// <param name="Shape">The network.</param>
/// <param name="Data">What it is trained on; the inputs are the probes too.</param>
/// <param name="Options">How it is trained: Adam.</param>
/// <param name="Coordinates">Where each probe lies on the line along which spectra are taken.</param>
/// <param name="Values">What the network should give at the probes.</param>
/// <param name="Frequencies">The watched frequencies.</param>
/// <param name="Records">The steps to record at, rising.</param>
internal sealed record RecordedFit(
    string Name, PerceptronShape Shape, TrainingData Data, TrainingOptions Options, Tensor Coordinates, Tensor Values, double[] Frequencies,
    IReadOnlyList<long> Records)
{
    private static readonly Initialisation Start = new(WeightDistribution.Normal, WeightScale.Glorot, 1);

    private Tensor? _order;

    /// <summary>The seconds of training with a trainer and a monitor.</summary>
    public double TimeRecorded()
    {
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(Shape, Start, seed: 0);
        using var trainer = new Trainer(network, Data, Options);
        return Duel.Time(() =>
        {
            using FrequencyMonitor monitor = CreateMonitor();
            foreach (long step in Records)
            {
                trainer.TrainTo(step);
                monitor.Record(step, Function(network));
            }
        });
    }

    /// <summary>The seconds of a plain loop with one forward pass over the probes where the other side records.</summary>
    public double TimeBare()
    {
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(Shape, Start, seed: 0);
        using var optimiser = optim.Adam(network.parameters(), Options.LearningRate);
        return Duel.Time(() =>
        {
            long step = 0;
            foreach (long record in Records)
            {
                network.train();
                for (; step < record; step++)
                {
                    using var stepScope = NewDisposeScope();
                    (Tensor inputs, Tensor targets) = Batch(step);
                    optimiser.zero_grad();
                    Tensor outputs = network.call(inputs);
                    Tensor loss =
                        Options.Loss == Loss.CrossEntropy
                            ? nn.functional.cross_entropy(outputs, targets)
                            : nn.functional.mse_loss(outputs, targets);
                    loss.backward();
                    optimiser.step();
                }

                Pass(network);
            }

            _order?.Dispose();
            _order = null;
        });
    }

    /// <summary>One record against one forward pass.</summary>
    public Duel OneRecord(int rounds, int repeats)
    {
        using var scope = NewDisposeScope();
        using var network = new MultilayerPerceptron(Shape, Start, seed: 0);
        using FrequencyMonitor monitor = CreateMonitor();
        double Repeated(Action work) => Duel.Time(() =>
        {
            for (int repeat = 0; repeat < repeats; repeat++)
                work();
        }) / repeats;
        return Duel.Fight(rounds, () => Repeated(() => monitor.Record(0, Function(network))), () => Repeated(() => Pass(network)));
    }

    private (Tensor Inputs, Tensor Targets) Batch(long step)
    {
        long samples = Data.Inputs.shape[0], size = Options.BatchSize ?? samples;
        if (size == samples)
            return (Data.Inputs, Data.Targets);
        long start = step * size % samples;
        if (start == 0)
        {
            _order?.Dispose();
            _order = randperm(samples).DetachFromDisposeScope();
        }

        Tensor indices = _order!.narrow(0, start, Math.Min(size, samples - start));
        return (Data.Inputs.index_select(0, indices), Data.Targets.index_select(0, indices));
    }

    private FrequencyMonitor CreateMonitor() => new(Data.Inputs, Coordinates, Values, Frequencies);

    private void Pass(nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Function(network)(Data.Inputs);
    }

    private Func<Tensor, Tensor> Function(nn.Module<Tensor, Tensor> network) =>
        Options.Loss == Loss.CrossEntropy ? inputs => nn.functional.softmax(network.call(inputs), dim: 1) : network.call;
}
