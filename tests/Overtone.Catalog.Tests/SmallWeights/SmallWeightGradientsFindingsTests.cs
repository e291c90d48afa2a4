using Overtone.Catalog.SmallWeights;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.SmallWeights;

public class SmallWeightGradientsFindingsTests
{
    private static readonly SmallWeightGradients Study = new();
    private static readonly SmallWeightGradientsOptions Options = (SmallWeightGradientsOptions)Study.OptionsOf(Preset.Quick);

    [Fact]
    public void No_claim_survives_a_permuted_table()
    {
        var tables = Tables();
        Assert.All(Study.ConcludeFrom(Options, tables).Claims, claim => Assert.Equal(Verdict.Supported, claim.Verdict));
        var claims = Study.ConcludeFrom(Options, tables).Claims.Where(c => c.Claim.Role == ClaimRole.Claim);
        foreach (var claim in claims.Select(c => c.Claim.Id))
        {
            for (var seed = 0; seed < 5; seed++)
            {
                var changed = tables["failures"]
                    .Permute(claim.StartsWith("theorem-1", StringComparison.Ordinal) ? "theorem_1" : "theorem_2", seed);
                Assert.NotEqual(Verdict.Supported, PermutedClaims.Judge(Study, Options, tables.With(changed), claim).Verdict);
            }
        }
    }

    [Fact]
    public void Weights_that_fail_at_every_radius_refute_the_control()
    {
        var control = PermutedClaims.Judge(Study, Options, Tables(large: 0), "large-weights");
        Assert.Equal(Verdict.NotSupported, control.Verdict);
    }

    [Fact]
    public void The_fitted_form_is_that_of_the_counts()
    {
        var notes = Study.ConcludeFrom(Options, Tables()).Notes;
        Assert.Contains(
            notes,
            note =>
                note.StartsWith("Theorem 1, 2 neurons: a share of 1.", StringComparison.Ordinal)
                && note.Contains("e^(−4", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, 2, "--low")]
    [InlineData(2, 2, "--low")]
    public void Frequencies_out_of_order_are_refused(double low, double high, string option)
    {
        using var run = new TestRun();
        Assert.Contains(
            option,
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { Low = low, High = high })).Message);
    }

    [Fact]
    public void A_radius_that_decides_must_be_there()
    {
        using var run = new TestRun();
        Assert.Contains(
            "--radii",
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { Radii = [1, 0.5] })).Message);
    }

    // Shares of e^(−4/δ), up to 1; a hundred million draws, so that the smallest is still counted.
    private static TableSet Tables(double large = 1)
    {
        const int Draws = 100_000_000;
        return new TableSet([Table.Of(
            from width in Options.Widths
            from seed in Enumerable.Range(1, 10)
            from radius in Options.Radii
            let share = Math.Exp(-4 / radius) * (radius > 2 ? large : 1) * (1 + (0.01 * seed))
            select new SmallWeightGradients.Failures(width, seed, radius, Draws, (int)(share * Draws), (int)(share * Draws / 2)))]);
    }
}
