using Overtone.Catalog.PiecewiseLinear;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.PiecewiseLinear;

public class LinearRegionsFindingsTests
{
    private static readonly LinearRegions Study = new();
    private static readonly LinearRegionsOptions Options = new();

    /// <summary>What holds by algebra is checked; nothing is claimed of networks.</summary>
    [Fact]
    public void Checks_hold_and_the_control_fails_on_exact_regions()
    {
        var findings = Study.ConcludeFrom(Options, new TableSet([Regions()]));
        Assert.Empty(findings.ClaimsOf(ClaimRole.Claim));
        Assert.All(findings.ClaimsOf(ClaimRole.Check), check => Assert.Equal("holds", check.VerdictText));
        Assert.Equal(Verdict.NotSupported, findings.ClaimsOf(ClaimRole.NegativeControl).Single().Verdict);
    }

    /// <summary>Identities hold over all networks at once, so one network that breaks one refutes it.</summary>
    [Theory]
    [InlineData("tiling", "tiling_error", 1e-6)]
    [InlineData("sampling", "difference", 1e-9)]
    [InlineData("sampling", "difference", double.PositiveInfinity)]
    [InlineData("affine", "bend", 1e-9)]
    [InlineData("segments", "agreeing_segments", 0.97)]
    [InlineData("one-layer-bound", "regions", 2200)]
    public void One_network_that_breaks_it_fails_a_check(string claim, string column, double value)
    {
        var tables = new TableSet([Regions(column, value)]);
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, tables, claim).Verdict);
    }

    [Fact]
    public void Permuted_counts_break_the_bound() => Assert.Equal(
        Verdict.NotSupported,
        PermutedClaims.Judge(Study, Options, new TableSet([Regions().Permute("regions", 3)]), "one-layer-bound").Verdict);

    [Fact]
    public void Each_subject_and_stage_has_its_count()
    {
        var estimates = Study.ConcludeFrom(Options, new TableSet([Regions()])).Estimates;
        Assert.Equal(["regions_deep_initial", "regions_deep_trained", "regions_shallow_initial"], estimates.Select(e => e.Name));
        Assert.Equal(6003.5, estimates[0].Value, 1e-9);
    }

    // Six seeds; in the last one, one column of the network with one layer is broken.
    private static Table Regions(string broken = "", double value = 0)
    {
        var rows = new List<LinearRegions.Found>();
        for (var seed = 1; seed <= 6; seed++)
        {
            double Or(string column, double exact) => seed == 6 && column == broken ? value : exact;
            rows.Add(new(RegionSubject.Deep, LinearRegions.Initial, seed, 6000 + seed, null, 1e-14, 1e-15, 1.0, 1e-14, 0.01));
            rows.Add(new(RegionSubject.Deep, LinearRegions.Trained, seed, 7000 + seed, null, 1e-14, 1e-15, 1.0, 1e-14, 0.01));
            rows.Add(new(
                RegionSubject.Shallow, LinearRegions.Initial, seed, (long)Or("regions", 1200 + seed), 2081, Or("tiling_error", 1e-14),
                Or("difference", 1e-15), Or("agreeing_segments", 1), Or("bend", 1e-14), 0.01));
        }

        return Table.Of(rows);
    }
}
