using Overtone.Catalog.FourierRobustness;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FourierRobustness;

/// <summary>Made-up tables that all studies of several regimes read.</summary>
internal static class RegimeTables
{
    internal static readonly long[] Seeds = [1, 2, 3, 4, 5, 6];

    /// <summary>Clean errors, of ten classes.</summary>
    internal static Table Clean(IEnumerable<TrainedRegime> regimes, double error = 0.1) => Table.Of(
        from seed in Seeds
        from regime in regimes
        select new CleanRow(regime, seed, error, Classes: 10));
}
