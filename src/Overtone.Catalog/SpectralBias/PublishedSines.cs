namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// First steps at which the mean ratio over 20 runs reaches a level, read from the pictures in the notebook published with the paper (60,000 steps, frequencies 5 to
/// 50), each to about 200 steps.
/// Source: 1806.08734, Fig. 1, digitised.
/// </summary>
internal static class PublishedSines
{
    public static readonly int[] Frequencies = SineFitOptions.Multiples(5);

    private static readonly double[] EqualHalf = [200, 1100, 3100, 5600, 6700, 9600, 13_500, 14_300, 18_900, 22_000];
    private static readonly double[] EqualMost = [400, 3300, 6900, 13_100, 14_800, 23_500, 31_700, 34_300, 43_000, 46_700];
    private static readonly double[] IncreasingHalf = [400, 1300, 3100, 4800, 8900, 12_600, 16_700, 20_200, 23_000, 24_800];
    private static readonly double[] IncreasingMost = [700, 2800, 5900, 10_000, 16_300, 25_900, 32_800, 37_800, 44_400, 48_300];

    /// <summary>The steps at which half and 0.8 of every amplitude are there.</summary>
    public static (double[] Half, double[] Most) Of(SineAmplitudes amplitudes) =>
        amplitudes == SineAmplitudes.Equal ? (EqualHalf, EqualMost) : (IncreasingHalf, IncreasingMost);
}
