using Overtone.Spectra;

namespace Overtone.Training.Regimes;

/// <summary>
/// Keeps of each image the frequencies up to a distance from zero.
/// Source: 1905.13545, section 3 (low-frequency components); the training on them of its Table 1.
/// </summary>
/// <param name="Radius">The largest distance kept, in cycles per image.</param>
public sealed record LowPass(int Radius) : FilterRegime, INamedRegime<LowPass>
{
    /// <inheritdoc/>
    public static string Id => "low-pass";

    /// <inheritdoc/>
    public static string Summary => "keeps frequencies up to RADIUS cycles per image";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("radius", 8, IsWhole: true)];

    private protected override BandFilter Filter => new(BandShape.RadialLowPass, Radius);

    /// <inheritdoc/>
    public static LowPass With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0]);
}
