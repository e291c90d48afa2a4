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
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(Study, Options, Tables(), claim =>
        ("failures", claim.StartsWith("theorem-1", StringComparison.Ordinal) ? "theorem_1" : "theorem_2"));

    /// <summary>With a power of the radius, too, small balls fail less, and it lies near an exponential.</summary>
    [Fact]
    public void Shares_that_fall_as_a_power_of_the_radius_leave_nothing_to_claim_of_the_exponential() =>
        PermutedClaims.RequireRivalDecides(
            Study, Options, Tables(share: radius => 0.01 * radius), "theorem-1-exponential");

    [Fact]
    public void One_ball_in_which_theorem_2_fails_more_often_than_theorem_1_refutes_that_it_follows()
    {
        var failures = Tables().Rows<SmallWeightGradients.Failures>().Select((r, n) => n == 7 ? r with { Theorem_2 = r.Theorem_1 + 1 } : r);
        var tables = new TableSet([Table.Of(failures)]);
        Assert.Equal("fails", PermutedClaims.Judge(Study, Options, tables, "theorem-2-follows").VerdictText);
    }

    [Theory]
    [InlineData(1, Verdict.Supported)]
    [InlineData(0, Verdict.NotSupported)]
    public void The_control_is_about_large_balls(double large, Verdict verdict) =>
        Assert.Equal(verdict, PermutedClaims.Judge(Study, Options, Tables(large), "large-weights").Verdict);

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
        // Three radii up to 1 are too few to fit.
        Assert.Contains(
            "--radii",
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { Radii = [20, 2, 1, 0.7, 0.5] })).Message);
    }

    // Shares of e^(−4/δ), up to 1; a hundred million draws, so that the smallest is still counted.
    private static TableSet Tables(double large = 1, Func<double, double>? share = null)
    {
        const int Draws = 100_000_000;
        return new TableSet([Table.Of(
            from width in Options.Widths
            from seed in Enumerable.Range(1, 10)
            from radius in Options.Radii
            let failing = (share?.Invoke(radius) ?? Math.Exp(-4 / radius)) * (radius > 2 ? large : 1) * (1 + (0.01 * seed))
            select new SmallWeightGradients.Failures(width, seed, radius, Draws, (int)(failing * Draws), (int)(failing * Draws / 2)))]);
    }
}
