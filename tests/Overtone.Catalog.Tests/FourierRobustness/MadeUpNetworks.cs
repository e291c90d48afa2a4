using Overtone.Catalog.FourierRobustness;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FourierRobustness;

/// <summary>Made-up networks of several regimes, twelve seeds each, all good on images as they are.</summary>
internal static class MadeUpNetworks
{
    public const int Seeds = 12;

    /// <summary>The rows of networks.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<TrainedRegime> regimes, Func<TrainedRegime, long, IEnumerable<T>> rows) =>
        regimes.SelectMany(regime => Enumerable.Range(1, Seeds).SelectMany(seed => rows(regime, seed)));

    /// <summary>The clean errors, and other rows.</summary>
    public static TableSet With<T>(
        IReadOnlyList<TrainedRegime> regimes, Func<TrainedRegime, long, IEnumerable<T>> rows, double clean = 0.1) =>
        new([Table.Of(Of(regimes, (regime, seed) => new[] { new CleanRow(regime, seed, clean, 10) })), Table.Of(Of(regimes, rows))]);

    /// <summary>A number that differs from seed to seed by up to 0.01.</summary>
    public static double Jitter(long seed) => seed * 7 % Seeds / 1200.0;
}
