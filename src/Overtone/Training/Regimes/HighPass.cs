using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Keeps of each image the frequencies beyond a distance from zero.
/// Source: 1905.13545, section 3 (high-frequency components); the training on them of its Table 1.
/// </summary>
/// <param name="Radius">The largest distance left out, in cycles per image.</param>
public sealed record HighPass(int Radius) : INamedRegime<HighPass>
{
    /// <inheritdoc/>
    public static string Id => "high-pass";

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, double Usual)> Numbers => [("radius", 8)];

    /// <inheritdoc/>
    public static HighPass With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0]);

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network) =>
        batch with { Inputs = new BandFilter(BandShape.RadialHighPass, Radius).Apply(batch.Inputs) };
}
