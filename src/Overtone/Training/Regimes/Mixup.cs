using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Mixes each batch with itself in another order, images and labels alike: λ x + (1 − λ) x', the probabilities of the classes in the same
/// proportion. λ follows the Beta(α, α) distribution, one draw a batch.
/// Source: 1710.09412 (α = 1, a uniform λ, on CIFAR-10; 0.2 to 0.4 on ImageNet).
/// </summary>
/// <param name="Alpha">α, above 0.</param>
/// <param name="Seed">The seed of λ and of the orders.</param>
public sealed record Mixup(double Alpha, long Seed) : INamedRegime<Mixup>
{
    private const double SmallestAlpha = 0.01;

    /// <inheritdoc/>
    public static string Id => "mixup";

    /// <inheritdoc/>
    public static string Summary => "mixes pairs of images and their labels, in a proportion of the distribution Beta(ALPHA, ALPHA)";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("alpha", 1, SmallestAlpha)];

    /// <inheritdoc/>
    public static Mixup With(IReadOnlyList<double> numbers, long seed) => new(numbers[0], seed);

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
        double share = BetaQuantile(rand(1, ScalarType.Float64, generator: generator).item<double>());
        Tensor order = randperm(batch.Inputs.shape[0], generator: generator).to(batch.Inputs.device);
        return batch with
        {
            Inputs = Mixed(batch.Inputs).MoveToOuterDisposeScope(),
            Targets = Mixed(batch.Targets).MoveToOuterDisposeScope(),
        };

        Tensor Mixed(Tensor one) => (one * share) + (one.index_select(0, order) * (1 - share));
    }

    // One uniform number a batch, whatever α is.
    private double BetaQuantile(double probability) =>
        Alpha == 1 ? probability : MathNet.Numerics.Distributions.Beta.InvCDF(Alpha, Alpha, probability);
}
