using Overtone.Catalog.FourierRobustness;
using Overtone.Catalog.FourierRobustness.FogNoise;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.FogNoise.FogNoiseStudy;

namespace Overtone.Catalog.Tests.FourierRobustness.FogNoise;

public class FogNoiseFindingsTests
{
    private static readonly FogNoiseStudy Study = new();
    private static readonly FogNoiseOptions Options = new();
    private static readonly TrainedRegime[] Regimes = [TrainedRegime.Natural, TrainedRegime.FogNoise];

    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(Study, Options, Tables(), claim =>
        claim == "same-spectrum" ? ("magnitudes", "magnitude") : ("fog", "accuracy"));

    [Fact]
    public void Exchanged_networks_refute_the_claim() =>
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(loss: -0.05), "worse-in-fog").Verdict);

    /// <summary>Better at one severity is enough: the claim is one on all.</summary>
    [Fact]
    public void A_single_severity_at_which_fog_noise_helps_refutes_the_claim()
    {
        TableSet tables = Tables().With(Table.Of(Tables().Rows<FogAccuracy>()
            .Select(r => r is { Severity: 4, Regime: TrainedRegime.FogNoise } ? r with { Accuracy = 0.99 } : r)));
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, tables, "worse-in-fog").Verdict);
    }

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell()
    {
        StudyFindings findings = Study.ConcludeFrom(Options, Tables().With(MadeUpNetworks.Clean(Regimes, error: 0.85)));
        Assert.Empty(findings.ClaimsOf(ClaimRole.Claim));
        Assert.Contains(findings.Notes, note => note.StartsWith("Too small to tell", StringComparison.Ordinal));
    }

    [Fact]
    public void A_small_run_finds_that_the_noise_has_the_spectrum_of_fog()
    {
        using var run = new TestRun();
        RunOutcome outcome = run.Execute(Study, FogNoiseOptions.Smoke);
        Assert.Empty(outcome.Failures);
        Assert.Equal(Verdict.Supported, outcome.Findings!.Claims.Single(c => c.Claim.Id == "same-spectrum").Verdict);
        Assert.All(outcome.Tables.Rows<CleanRow>(), clean => Assert.Equal(
            1 - clean.Error,
            outcome.Tables.Rows<FogAccuracy>().Single(r => r.Regime == clean.Regime && r.Severity == 0).Accuracy, 1e-12));
        Assert.Equal(2 * 8 * 8, outcome.Tables["magnitudes"].RowCount);
    }

    private static TableSet Tables(double loss = 0.05) => new(
    [
        MadeUpNetworks.Clean(Regimes),
        Table.Of(
            from seed in MadeUpNetworks.EachSeed
            from regime in Regimes
            from severity in Enumerable.Range(0, 6)
            let natural = 0.9 - (0.04 * severity) + (0.001 * seed)
            select new FogAccuracy(regime, seed, severity, regime == TrainedRegime.Natural ? natural : natural - (loss * (1 + severity)))),
        Table.Of(
            from seed in MadeUpNetworks.EachSeed
            from of in new[] { Fog, FogNoiseStudy.Noise }
            from x in new[] { -1, 0, 1 }
            select new FogMagnitude(of, seed, 0, x, (x == 0 ? 5 : 1) * (of == Fog ? 1 : 1.05))),
    ]);
}
