using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Mixes each batch with itself in another order, images and labels alike: λ x + (1 − λ) x', the probabilities of the classes in the same
/// proportion. λ is uniform on [0, 1], one draw a batch.
/// Source: 1710.09412, with α = 1 as on CIFAR-10.
/// </summary>
/// <param name="Seed">The seed of λ and of the orders.</param>
public sealed record Mixup(long Seed) : INamedRegime<Mixup>
{
    /// <inheritdoc/>
    public static string Id => "mixup";

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, double Usual)> Numbers => [];

    /// <inheritdoc/>
    public static Mixup With(IReadOnlyList<double> numbers, long seed) => new(seed);

    /// <inheritdoc/>
    public bool MixesTargets => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The targets are class indices: how many classes there are is not known.</exception>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network)
    {
        if (!batch.Targets.is_floating_point())
            throw new ArgumentException("Mixing labels needs targets that are probabilities, [n, classes].", nameof(batch));
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(Seed, "regime-mixup", batch.Step);
        double share = rand(1, ScalarType.Float64, generator: generator).item<double>();
        Tensor order = randperm(batch.Inputs.shape[0], generator: generator).to(batch.Inputs.device);
        return batch with
        {
            Inputs = Mixed(batch.Inputs).MoveToOuterDisposeScope(),
            Targets = Mixed(batch.Targets).MoveToOuterDisposeScope(),
        };

        Tensor Mixed(Tensor one) => (one * share) + (one.index_select(0, order) * (1 - share));
    }
}
