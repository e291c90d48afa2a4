using Overtone.Data;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Keeps of each image a square around the highest frequency, which leaves out a cross of low ones.
/// Source: 1906.08988, Fig. 1 (as we recall it).
/// </summary>
/// <param name="Bandwidth">The side of the square, in cycles per image; odd.</param>
public sealed record SquareHighPass(int Bandwidth) : INamedRegime<SquareHighPass>
{
    /// <inheritdoc/>
    public static string Id => "square-high-pass";

    /// <inheritdoc/>
    public static string Summary => "keeps a square of BANDWIDTH frequencies a side around the highest";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("bandwidth", 31, IsWhole: true)];

    private BandFilter Filter => new(BandShape.SquareHighPass, Bandwidth);

    /// <inheritdoc/>
    public static SquareHighPass With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0]);

    /// <inheritdoc/>
    public void Require(ImageShape images) => FilterRule.Require(Filter, images);

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network) =>
        batch with { Inputs = Filter.Apply(batch.Inputs) };
}
