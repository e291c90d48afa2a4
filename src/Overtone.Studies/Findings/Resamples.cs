using MathNet.Numerics.Random;

namespace Overtone.Studies.Findings;

/// <summary>
/// How often each of some values is drawn when as many are drawn with replacement, again and again: the same draws for the same number of
/// values, so that statistics of the same images are those of the same draws.
/// </summary>
internal static class Resamples
{
    private const int Count = 10_000, Seed = 20180703;

    // Beyond, the draws would fill too much memory to be kept for the next statistic.
    private const int MostKept = 2_000;

    private static Kept? _last;

    /// <summary>The counts of each draw, which must not be changed.</summary>
    /// <param name="values">How many values there are.</param>
    public static IEnumerable<ushort[]> Of(int values)
    {
        if (values > MostKept)
            return Draws(values);
        if (Volatile.Read(ref _last) is not { } last || last.Values != values)
            Volatile.Write(ref _last, last = new Kept(values, [.. Draws(values)]));
        return last.Draws;
    }

    private static IEnumerable<ushort[]> Draws(int values)
    {
        var random = new MersenneTwister(Seed, threadSafe: false);
        for (int resample = 0; resample < Count; resample++)
        {
            var times = new ushort[values];
            for (int draw = 0; draw < values; draw++)
                times[random.Next(values)]++;
            yield return times;
        }
    }

    private sealed record Kept(int Values, ushort[][] Draws);
}
