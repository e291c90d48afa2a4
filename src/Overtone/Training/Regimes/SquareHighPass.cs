using Overtone.Spectra;

namespace Overtone.Training.Regimes;

/// <summary>
/// Keeps of each image a square around the highest frequency, which leaves out a cross of low ones.
/// Source: 1906.08988, Fig. 1 (as we recall it).
/// </summary>
/// <param name="Bandwidth">The side of the square, in cycles per image; odd.</param>
public sealed record SquareHighPass(int Bandwidth) : FilterRegime, INamedRegime<SquareHighPass>
{
    /// <inheritdoc/>
    public static string Id => "square-high-pass";

    /// <inheritdoc/>
    public static string Summary => "keeps a square of BANDWIDTH frequencies a side around the highest";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("bandwidth", 31, IsWhole: true)];

    private protected override BandFilter Filter => new(BandShape.SquareHighPass, Bandwidth);

    /// <inheritdoc/>
    public static SquareHighPass With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0]);
}
