using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Adds independent normal noise to every pixel, and cuts pixels off at 0 and 1.
/// Source: 1906.08988 (Gaussian data augmentation; as we recall it with deviations drawn evenly from 0 to 0.1 on CIFAR-10, here one).
/// </summary>
/// <param name="Deviation">The standard deviation, pixels being in [0, 1].</param>
/// <param name="Seed">The seed of the noise.</param>
public sealed record GaussianNoise(double Deviation, long Seed) : INamedRegime<GaussianNoise>
{
    /// <inheritdoc/>
    public static string Id => "gaussian-noise";

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, double Usual)> Numbers => [("deviation", 0.1)];

    /// <inheritdoc/>
    public static GaussianNoise With(IReadOnlyList<double> numbers, long seed) => new(numbers[0], seed);

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(Seed, "regime-gaussian-noise", batch.Step);
        Tensor noise = randn(batch.Inputs.shape, generator: generator).to(batch.Inputs.device);
        return batch with { Inputs = (batch.Inputs + (noise * Deviation)).clamp_(0, 1).MoveToOuterDisposeScope() };
    }
}
