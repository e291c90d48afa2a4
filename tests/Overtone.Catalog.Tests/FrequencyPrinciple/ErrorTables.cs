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
