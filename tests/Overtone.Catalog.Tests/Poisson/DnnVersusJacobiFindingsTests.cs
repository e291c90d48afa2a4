using Overtone.Catalog.Poisson;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.Poisson;

namespace Overtone.Catalog.Tests.Poisson;

public class DnnVersusJacobiFindingsTests
{
    private static readonly DnnVersusJacobi Study = new();
    private static readonly DnnVersusJacobiOptions Options = new();

    [Fact]
    public void Claims_hold_and_the_control_fails_on_tables_made_to_the_formulas() =>
        Assert.All(
            Study.ConcludeFrom(Options, Tables()).Claims,
            claim =>
                Assert.True(
                    claim.Verdict == (claim.Claim.Role == ClaimRole.Claim ? Verdict.Supported : Verdict.NotSupported),
                    $"{claim.Claim.Id}: {claim.Estimate}"));

    [Theory]
    [InlineData("jacobi-half-times", "errors", "error")]
    [InlineData("jacobi-spread", "errors", "frequency")]
    [InlineData("network-order", "errors", "frequency")]
    public void No_claim_about_frequencies_survives_a_permuted_table(string claim, string table, string column) => Assert.NotEqual(
        Verdict.Supported,
        PermutedClaims.Judge(Study, Options, Tables().With(Tables()[table].Permute(column, 2)), claim).Verdict);

    [Theory]
    [InlineData("handover-saves-sweeps", 60_000, 1000)]
    [InlineData("handover-pays", 20_000, 200_000)]
    public void A_hand_over_that_saves_too_little_or_costs_too_much_refutes_its_claim(string claim, double sweeps, double training) =>
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(sweeps, training), claim).Verdict);

    [Fact]
    public void Options_that_cannot_be_computed_are_refused()
    {
        using var run = new TestRun();
        Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { Cells = 501 }));
        Assert.Contains(
            "--accuracy",
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { Cells = 64, Accuracy = 1e-4 })).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOptionException>(() =>
            run.Execute(Study, Options with { Activation = Overtone.Models.Networks.Activation.Relu }));
    }

    // Errors that fall exponentially: Jacobi's with its own half-times, two grids' alike, the network's later with frequency.
    private static TableSet Tables(double sweeps = 20_000, double training = 1000)
    {
        var errors = new List<DnnVersusJacobi.SpectralError>();
        var arrivals = new List<DnnVersusJacobi.Arrival> { new("jacobi", 0, 0, 80_000, 80_000, 0.6) };
        foreach (var step in Enumerable.Range(0, 120).Select(n => (long)Math.Pow(10, n / 28.0)).Distinct().Prepend(0))
        {
            foreach (var peak in DnnVersusJacobi.Peaks)
            {
                errors.Add(new("jacobi", 0, step, step, peak, Math.Pow(0.5, step / Jacobi.HalfTime(2 * peak, Options.Cells))));
                errors.Add(new("two-grid", 0, step, 5 * step, peak, Math.Pow(9, -Math.Min(step, 40))));
                errors.AddRange(
                    Enumerable
                        .Range(1, 6)
                        .Select(seed => new DnnVersusJacobi.SpectralError(
                            DnnVersusJacobi.Network, seed, step, step, peak, Math.Exp(-step / (10.0 * peak * peak)))));
            }
        }

        for (var seed = 1; seed <= 6; seed++)
        {
            arrivals.Add(new(DnnVersusJacobi.HandOver, seed, 10, sweeps + seed, sweeps + training + seed, 0.1));
            arrivals.Add(new(DnnVersusJacobi.HandOver, seed, Options.Steps, sweeps * 1.1, sweeps + (100 * training), 0.01));
        }

        return new TableSet([Table.Of(errors), Table.Of(arrivals)]);
    }
}
