using Overtone.Catalog.FrequencyPrinciple.Filtering;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Filtering;

public class FrequencyPrincipleFilteringFindingsTests
{
    private static readonly FrequencyPrincipleFiltering Study = new();
    private static readonly FrequencyPrincipleFilteringOptions Options = new();
    private static readonly string[] Settings = ["fully-connected, adam", "convolutional, gradient-descent"];
    private static readonly double[] Variances = [0.5, 3, 7];

    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(Study, Options, Tables(), _ => ("errors", "error"));

    /// <summary>A low part that never leads is no worse than a blind learner's; one that is behind is.</summary>
    [Fact]
    public void Exchanged_parts_support_no_claim() => Assert.All(
        Study.ConcludeFrom(Options, Tables(low: 0.8, high: 0.3)).Claims,
        claim => Assert.Equal(
            claim.Claim.Id.StartsWith("low-leads", StringComparison.Ordinal) ? Verdict.DoesNotDiscriminate : Verdict.NotSupported,
            claim.Verdict));

    [Theory]
    [InlineData("low-leads-fully-connected-adam")]
    [InlineData("lead-convolutional-gradient-descent")]
    public void White_noise_whose_low_part_leads_as_well_leaves_nothing_to_claim(string claim) =>
        PermutedClaims.RequireRivalDecides(Study, Options, Tables().With(White(low: 0.3, high: 0.8)), claim);

    [Fact]
    public void A_variance_whose_part_holds_under_a_hundredth_of_the_energy_is_flagged_and_not_used()
    {
        // At the smallest variance the parts are the other way round.
        var findings = Study.ConcludeFrom(Options, Tables(smallestShare: 0.0099));
        Assert.All(findings.Claims, claim => Assert.Equal(Verdict.Supported, claim.Verdict));
        Assert.StartsWith(
            "flagged", findings.Tables.Single(t => t.Name == "energy_shares").Rows.First().Text("use"), StringComparison.Ordinal);

        // The order at one of three variances is wrong: no longer 95 % of all.
        var used = Study.ConcludeFrom(Options, Tables(smallestShare: 0.0101));
        Assert.All(used.Claims.Where(c => c.Claim.Id.StartsWith("low-leads", StringComparison.Ordinal)), claim =>
        {
            Assert.Equal(Verdict.NotSupported, claim.Verdict);
            Assert.Equal(2.0 / 3, claim.Estimate, 1e-12);
        });
    }

    /// <summary>Of three variances one is the other way round: where it is used, the low part leads at two thirds of them.</summary>
    [Fact]
    public void A_variance_is_flagged_for_the_setting_whose_images_have_so_little_energy()
    {
        var claims = Study.ConcludeFrom(Options, Tables().With(Energy(0.0099, 0.4, smallestOfLast: 0.0101))).Claims;
        Assert.Equal(1, claims.Single(c => c.Claim.Id == "low-leads-fully-connected-adam").Estimate);
        Assert.Equal(2.0 / 3, claims.Single(c => c.Claim.Id == "low-leads-convolutional-gradient-descent").Estimate, 1e-12);
    }

    [Fact]
    public void Without_a_usable_variance_nothing_is_judged()
    {
        var tables = Tables().With(Energy(0.001, 0.001));
        var findings = Study.ConcludeFrom(Options, tables);
        Assert.Empty(findings.Claims);
        Assert.Contains(findings.Notes, note => note.Contains("nothing is judged", StringComparison.Ordinal));
    }

    [Fact]
    public void The_state_before_training_is_not_part_of_the_claim()
    {
        var errors = Tables()["errors"];
        Assert.Contains(errors.Rows, row => row.Number("epoch") == 0 && row.Text("part") == "low" && row.Number("error") > 1);
        Assert.All(
            Study.ConcludeFrom(Options, Tables()).Claims.Where(c => c.Claim.Id.StartsWith("low-leads", StringComparison.Ordinal)),
            claim => Assert.Equal(1, claim.Estimate));
    }

    private static TableSet Tables(double low = 0.3, double high = 0.8, double smallestShare = 0.005)
    {
        var errors =
            from setting in Settings
            from seed in ErrorTables.Seeds
            from epoch in new[] { 0, 0.5, 1, 2, 4, 8 }
            from variance in Variances
            from part in new[] { FrequencyPrincipleFiltering.Low, FrequencyPrincipleFiltering.High }
            select new FrequencyPrincipleFiltering.PartError(setting, seed, epoch, variance, part, Error(epoch, variance, part));
        return new TableSet([Table.Of(errors), Energy(smallestShare, 0.4), White(low: 0.8, high: 0.8)]);

        // Before training, and at the smallest variance, the low part has the larger error.
        double Error(double epoch, double variance, string part)
        {
            var isLow = part == FrequencyPrincipleFiltering.Low;
            return epoch == 0 ? (isLow ? 1.5 : 1) : isLow == (variance == Variances[0]) ? high : low;
        }
    }

    private static Table White(double low, double high) => Table.Of(
        from setting in Settings
        from seed in ErrorTables.Seeds
        from variance in Variances
        select new FrequencyPrincipleFiltering.WhiteError(setting, seed, variance, low, high));

    // Each setting may have other images, and so other shares.
    private static Table Energy(double smallest, double others, double? smallestOfLast = null) => Table.Of(
        from setting in Settings
        from variance in Variances
        let share = variance > Variances[0] ? others : setting == Settings[^1] ? smallestOfLast ?? smallest : smallest
        select new FrequencyPrincipleFiltering.EnergyShare(setting, 1, variance, 0.9, share));
}
