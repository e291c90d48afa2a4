using Overtone.Spectra;

namespace Overtone.Training.Regimes;

/// <summary>
/// Keeps of each image the frequencies beyond a distance from zero.
/// Source: 1905.13545, section 3 (high-frequency components); the training on them of its Table 1.
/// </summary>
/// <param name="Radius">The largest distance left out, in cycles per image.</param>
public sealed record HighPass(int Radius) : FilterRegime, INamedRegime<HighPass>
{
    /// <inheritdoc/>
    public static string Id => "high-pass";

    /// <inheritdoc/>
    public static string Summary => "keeps frequencies beyond RADIUS cycles per image";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("radius", 8, IsWhole: true)];

    private protected override BandFilter Filter => new(BandShape.RadialHighPass, Radius);

    /// <inheritdoc/>
    public static HighPass With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0]);
}
