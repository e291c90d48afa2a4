using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Keeps of each image the frequencies up to a distance from zero.
/// Source: 1905.13545, section 3 (low-frequency components); the training on them of its Table 1.
/// </summary>
/// <param name="Radius">The largest distance kept, in cycles per image.</param>
public sealed record LowPass(int Radius) : INamedRegime<LowPass>
{
    /// <inheritdoc/>
    public static string Id => "low-pass";

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, double Usual)> Numbers => [("radius", 8)];

    /// <inheritdoc/>
    public static LowPass With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0]);

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network) =>
        batch with { Inputs = new BandFilter(BandShape.RadialLowPass, Radius).Apply(batch.Inputs) };
}
