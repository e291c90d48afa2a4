using Overtone.Studies.Findings;
using Overtone.Studies.Independent;

namespace Overtone.Hosting.Independent;

/// <summary>The intervals that every verdict rests on, computed once more.</summary>
internal static class VerdictNumbers
{
    /// <summary>What stands in the place of a study's name.</summary>
    public const string Name = "verdicts";

    private static readonly int[] Counts = [6, 7, 10, 12, 20, 24, 36, 100];
    private static readonly (int Successes, int Count)[] Shares = [(0, 6), (5, 6), (6, 6), (17, 17), (36, 36), (30, 40), (9, 100)];

    /// <summary>The computations.</summary>
    public static IndependentScript Script => IndependentScript.Beside(
        typeof(VerdictNumbers),
        new IndependentComputation(
            "the interval of a median: places of its ends, and its coverage", "SciPy's binomial distribution, place by place",
            "median_intervals", new { counts = Counts }, MedianIntervals, 12),
        new IndependentComputation(
            "the exact interval of a share", "SciPy: shares at which the observed count is just too extreme, by root finding",
            "share_intervals", new { shares = Shares.Select(s => new[] { s.Successes, s.Count }) }, ShareIntervals, 9));

    private static double[] MedianIntervals() =>
    [
        .. Counts.SelectMany(count =>
        {
            (_, double low, double high) = MedianInterval.Of([.. Enumerable.Range(0, count).Select(n => (double)n)])!.Value;
            return new[] { low, high, MedianInterval.Coverage(count) };
        }),
    ];

    private static double[] ShareIntervals() => [.. Shares.SelectMany(s =>
    {
        (_, double low, double high) = ProportionInterval.Of(s.Successes, s.Count);
        return new[] { low, high };
    })];
}
