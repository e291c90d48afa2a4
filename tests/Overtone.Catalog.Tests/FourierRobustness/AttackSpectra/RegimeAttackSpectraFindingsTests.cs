using Overtone.Catalog.FourierRobustness;
using Overtone.Catalog.FourierRobustness.AttackSpectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.AttackSpectra.RegimeAttackSpectra;

namespace Overtone.Catalog.Tests.FourierRobustness.AttackSpectra;

public class RegimeAttackSpectraFindingsTests
{
    private static readonly RegimeAttackSpectra Study = new();
    private static readonly RegimeAttackSpectraOptions Options = new() { Replicates = MadeUpNetworks.Seeds };

    [Fact]
    public void No_claim_survives_spectra_that_are_permuted() => PermutedClaims.Require(
        Study, Options, Tables(),
        claim => ("changes", claim.StartsWith("centroid", StringComparison.Ordinal) ? "centroid" : "high_frequency"));

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell() =>
        Assert.Empty(Study.ConcludeFrom(Options, Tables(clean: 0.85)).Claims);

    private static TableSet Tables(double clean = 0.1)
    {
        TableSet tables = MadeUpNetworks.With(
            Regimes,
            (regime, seed) => new[] { Linf, L2, Gradient }.Select(kind => new ChangeSpectrum(
                regime, seed, kind, (regime == TrainedRegime.Natural ? 0.5 : 0.2) + MadeUpNetworks.Jitter(seed),
                (regime == TrainedRegime.Natural ? 6 : 3) + MadeUpNetworks.Jitter(seed), 0.3, 0.5)),
            clean);
        return tables.With(Table.Of(MadeUpNetworks.Of(Regimes, (regime, seed) =>
            from kind in new[] { Linf, L2, Gradient }
            from cell in Enumerable.Range(0, 64)
            select new Magnitude(regime, seed, kind, (cell / 8) - 4, (cell % 8) - 4, 1))));
    }
}
