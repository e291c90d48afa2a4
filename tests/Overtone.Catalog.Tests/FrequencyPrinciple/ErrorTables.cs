using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FrequencyPrinciple;

/// <summary>Made-up tables of errors over training in which each frequency settles at a chosen step.</summary>
internal static class ErrorTables
{
    /// <summary>The seeds of made-up replicates.</summary>
    internal static readonly long[] Seeds = [1, 2, 3, 4, 5, 6];

    /// <summary>Recorded steps: 0, 1, 2, 4, ... 2048.</summary>
    internal static readonly long[] Steps = [0, .. Enumerable.Range(0, 12).Select(n => 1L << n)];

    /// <summary>
    /// The error at a step of a frequency that settles at another: large before, small from there on, and a little different for each seed.
    /// </summary>
    internal static double Error(long step, double settling, long seed) => step < settling ? 0.9 + (0.01 * seed) : 0.05 + (0.001 * seed);

    /// <summary>The total error at a step, which is half the first from step 4 on and a twentieth from step 400 on.</summary>
    internal static double Total(long step) => 1 / Math.Sqrt(1 + step);

    /// <summary>
    /// Amplitudes with which even white noise of the total error settles in rising order, each frequency but the first at sixteen times the
    /// step of the one before.
    /// </summary>
    /// <param name="frequencies">The frequencies.</param>
    /// <param name="noise">The root mean square of the noise's coefficients where the total error is 1.</param>
    /// <param name="threshold">The error below which a frequency counts as learned.</param>
    internal static Dictionary<double, double> Falling(IEnumerable<double> frequencies, double noise, double threshold) =>
        frequencies.Select((frequency, n) => (frequency, Amplitude: noise / (threshold * Math.Pow(4, n))))
            .ToDictionary(p => p.frequency, p => p.Amplitude);

    /// <summary>A table of errors in which frequencies settle where <paramref name="settling"/> says.</summary>
    /// <param name="groups">The experiments or networks.</param>
    /// <param name="settling">For each frequency, when it settles.</param>
    /// <param name="row">A row: group, seed, step or epoch, frequency, error.</param>
    internal static Table Of<T>(
        IEnumerable<string> groups, IReadOnlyDictionary<double, double> settling,
        Func<string, long, long, double, double, T> row) => Table.Of(
        from name in groups
        from seed in Seeds
        from step in Steps
        from frequency in settling
        select row(name, seed, step, frequency.Key, Error(step, frequency.Value, seed)));
}
