using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FrequencyPrinciple;

/// <summary>Made-up tables of errors over training in which each frequency settles at a chosen step.</summary>
internal static class ErrorTables
{
    /// <summary>The seeds of made-up replicates.</summary>
    internal static readonly long[] Seeds = [1, 2, 3, 4, 5, 6];

    /// <summary>Recorded steps: 0, 1, 2, 4, ... 2048.</summary>
    internal static readonly long[] Steps = [0, .. Enumerable.Range(0, 12).Select(n => 1L << n)];

    /// <summary>The error at a step of a frequency that settles at another: large before, small from there on, and a little different for each seed.</summary>
    internal static double Error(long step, double settling, long seed) => step < settling ? 0.9 + (0.01 * seed) : 0.05 + (0.001 * seed);

    /// <summary>A table <c>errors</c> in which frequencies settle where <paramref name="settling"/> says.</summary>
    /// <param name="group">The column that tells experiments or networks apart.</param>
    /// <param name="groups">Its values.</param>
    /// <param name="time">The column of steps or epochs.</param>
    /// <param name="settling">For each frequency, when it settles.</param>
    internal static Table Of(string group, IEnumerable<string> groups, string time, IReadOnlyDictionary<double, double> settling)
    {
        var errors = new TableBuilder(
            "errors", Column.Text(group), Column.Integer("seed"), Column.Number(time), Column.Number("frequency"), Column.Number("error"),
            Column.Number("magnitude_error"));
        foreach (var name in groups)
        {
            foreach (var seed in Seeds)
            {
                foreach (var step in Steps)
                {
                    foreach (var (frequency, settles) in settling)
                        errors.Add(name, seed, (double)step, frequency, Error(step, settles, seed), Error(step, settles, seed));
                }
            }
        }

        return errors.Build();
    }
}
