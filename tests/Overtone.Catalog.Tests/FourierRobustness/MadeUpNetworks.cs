using Overtone.Catalog.FourierRobustness;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FourierRobustness;

/// <summary>Made-up networks of several regimes, twelve seeds each, all good on images as they are.</summary>
internal static class MadeUpNetworks
{
    public const int Seeds = 12;

    /// <summary>The seeds themselves.</summary>
    public static IReadOnlyList<long> EachSeed { get; } = [.. Enumerable.Range(1, Seeds)];

    /// <summary>The rows of networks.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<TrainedRegime> regimes, Func<TrainedRegime, long, IEnumerable<T>> rows) =>
        regimes.SelectMany(regime => EachSeed.SelectMany(seed => rows(regime, seed)));

    /// <summary>The clean errors, of ten classes.</summary>
    public static Table Clean(IEnumerable<TrainedRegime> regimes, double error = 0.1) =>
        Table.Of(Of(regimes, (regime, seed) => new[] { new CleanRow(regime, seed, error, Classes: 10) }));

    /// <summary>The clean errors, and other rows.</summary>
    public static TableSet With<T>(
        IReadOnlyList<TrainedRegime> regimes, Func<TrainedRegime, long, IEnumerable<T>> rows, double clean = 0.1) =>
        new([Clean(regimes, clean), Table.Of(Of(regimes, rows))]);

    /// <summary>A number that differs from seed to seed by up to 0.01.</summary>
    public static double Jitter(long seed) => seed * 7 % Seeds / 1200.0;
}
