using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>A one-dimensional fit of several seeds, in ensembles or, with an ensemble size of 1, one network after another.</summary>
internal sealed class SeedTraining : IDisposable
{
    private static readonly Initialisation Start = new(WeightDistribution.Normal, WeightScale.Glorot, 1);
    private readonly List<nn.Module<Tensor, Tensor>> _networks = [];
    private readonly List<Trainer> _trainers = [];
    private readonly Tensor _inputs;
    private readonly Tensor _targets;

    public SeedTraining(PerceptronShape shape, int samples, int seeds, int blockSize)
    {
        using var scope = NewDisposeScope();
        _inputs = linspace(-Math.PI, Math.PI, samples, dtype: float32).unsqueeze(1).expand(-1, shape.Widths[0]).contiguous();
        _targets = _inputs.narrow(1, 0, 1).sin().expand(-1, shape.Widths[^1]).contiguous();
        foreach (long[] ensemble in SeedEnsembles.Cut(0, seeds, blockSize))
        {
            nn.Module<Tensor, Tensor> network = ensemble.Length == 1
                ? new MultilayerPerceptron(shape, Start, ensemble[0])
                : new MultilayerPerceptronEnsemble(shape, Start, ensemble);
            _networks.Add(network);
            // Parameters and optimiser state live as long as this object.
            foreach (var parameter in network.parameters())
                parameter.DetachFromDisposeScope();
            _trainers.Add(
                new Trainer(network, new TrainingData(_inputs, _targets), new TrainingOptions(Optimiser.Adam, 1e-3, Loss.MeanSquared)));
        }

        _inputs.DetachFromDisposeScope();
        _targets.DetachFromDisposeScope();
    }

    /// <summary>The seconds that some more steps of every network take.</summary>
    public double Time(int steps) => Duel.Time(() =>
    {
        foreach (Trainer trainer in _trainers)
            trainer.TrainTo(trainer.Step + steps);
    });

    public void Dispose()
    {
        foreach (Trainer trainer in _trainers)
            trainer.Dispose();
        foreach (nn.Module<Tensor, Tensor> network in _networks)
            network.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
    }
}
