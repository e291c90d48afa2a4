using Overtone.Spectra;

namespace Overtone.Training.Regimes;

/// <summary>
/// Keeps of each image a centred square of frequencies.
/// Source: 1906.08988, Fig. 1.
/// </summary>
/// <param name="Bandwidth">The side of the square, in cycles per image; odd.</param>
public sealed record SquareLowPass(int Bandwidth) : FilterRegime, INamedRegime<SquareLowPass>
{
    /// <inheritdoc/>
    public static string Id => "square-low-pass";

    /// <inheritdoc/>
    public static string Summary => "keeps a centred square of BANDWIDTH frequencies a side";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("bandwidth", 15, IsWhole: true)];

    private protected override BandFilter Filter => new(BandShape.SquareLowPass, Bandwidth);

    /// <inheritdoc/>
    public static SquareLowPass With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0]);
}
