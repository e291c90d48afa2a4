using Overtone.Catalog.FourierRobustness;
using Overtone.Catalog.FourierRobustness.HeatMaps;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using static Overtone.Catalog.FourierRobustness.HeatMaps.RegimeHeatMaps;

namespace Overtone.Catalog.Tests.FourierRobustness.HeatMaps;

public class RegimeHeatMapsFindingsTests
{
    private static readonly RegimeHeatMaps Study = new();
    private static readonly RegimeHeatMapsOptions Options = new() { Replicates = MadeUpNetworks.Seeds };
    private static readonly FrequencyPlane Plane = new(16, 16);

    [Fact]
    public void No_claim_survives_regimes_that_are_permuted() =>
        PermutedClaims.Require(Study, Options, Tables(), _ => ("heat_map", "error"));

    [Fact]
    public void Regimes_that_change_nothing_leave_nothing_to_claim() => Assert.All(
        Study.ConcludeFrom(Options, Tables(areAllNatural: true)).Claims, claim => Assert.NotEqual(Verdict.Supported, claim.Verdict));

    [Fact]
    public void Networks_that_guess_are_too_small_to_tell()
    {
        var findings = Study.ConcludeFrom(Options, Tables(clean: 0.85));
        Assert.Empty(findings.Claims);
        Assert.Contains(findings.Notes, note => note.StartsWith("Too small to tell", StringComparison.Ordinal));
    }

    [Fact]
    public void The_region_hangs_together_side_by_side()
    {
        var errors = Plane.Cells.ToDictionary(cell => cell, cell => cell.X is 0 or 1 && Math.Abs(cell.Y) < 3 ? 0.1 : 0.9);
        // Beside the corner only.
        errors[new SpatialFrequency(3, 2)] = 0.1;
        Assert.Equal(10, LowErrorArea.Of(errors, 0.5));
        errors[new SpatialFrequency(3, 1)] = 0.1;
        Assert.Equal(12, LowErrorArea.Of(errors, 0.5));
        Assert.Equal(1, LowErrorArea.Of(errors, 0.05));
    }

    // Natural networks break beyond 3.5 cycles per image, others beyond 2, but less.
    private static TableSet Tables(double clean = 0.1, bool areAllNatural = false) => MadeUpNetworks.With(
        Regimes,
        (regime, seed) => Plane.Cells.Select(cell => new CellError(
            regime, seed, cell.Y, cell.X, Error(areAllNatural ? TrainedRegime.Natural : regime, seed, cell.Radius))),
        clean);

    private static double Error(TrainedRegime regime, long seed, double radius) =>
        0.1 + MadeUpNetworks.Jitter(seed) + (regime == TrainedRegime.Natural
            ? radius > 3.5 ? 0.7 : 0
            : radius > 2 ? 0.3 : 0);
}
