using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>Networks of <c>spectral-bias-sines</c> at the paper's size, trained in ensembles.</summary>
internal sealed class EnsembleTraining : IDisposable
{
    public const int Samples = 200;

    public static readonly PerceptronShape Shape = new([1, 256, 256, 256, 256, 256, 1], Activation.Relu);

    private readonly List<ReluNetworkEnsemble> _networks = [];
    private readonly List<ReluEnsembleTrainer> _trainers = [];

    public EnsembleTraining(int seeds, int size)
    {
        using (var scope = NewDisposeScope())
        {
            Inputs = arange(Samples, dtype: float32).div(Samples).unsqueeze(1).DetachFromDisposeScope();
            Targets = (Inputs * (2 * Math.PI * 5)).sin().DetachFromDisposeScope();
        }

        foreach (long[] ensemble in SeedEnsembles.Cut(0, seeds, size))
        {
            _networks.Add(new ReluNetworkEnsemble(Shape.Widths, ensemble));
            _trainers.Add(new ReluEnsembleTrainer(_networks[^1], Inputs, Targets, new ReluEnsembleOptions(3e-4)));
        }
    }

    public Tensor Inputs { get; }

    public Tensor Targets { get; }

    /// <summary>The seconds that some more steps of every network take.</summary>
    public double Time(int steps) => Duel.Time(() => _trainers.ForEach(trainer => trainer.TrainTo(trainer.Step + steps)));

    public void Dispose()
    {
        _trainers.ForEach(trainer => trainer.Dispose());
        _networks.ForEach(network => network.Dispose());
        Inputs.Dispose();
        Targets.Dispose();
    }
}
