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
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(), claim => claim switch
        {
            "handover-saves-sweeps" => ("arrivals", "sweeps"),
            "handover-pays" => ("arrivals", "work"),
            "jacobi-half-times" => ("errors", "error"),
            _ => ("errors", "frequency"),
        });

    [Fact]
    public void The_control_fails_on_tables_made_to_the_formulas() => Assert.Equal(
        Verdict.NotSupported, Study.ConcludeFrom(Options, Tables()).ClaimsOf(ClaimRole.NegativeControl).Single().Verdict);

    [Fact]
    public void White_noise_that_settles_in_the_same_order_leaves_nothing_to_claim_of_the_network() => PermutedClaims.RequireRivalDecides(
        Study, Options,
        PermutedClaims.WithRival<DnnVersusJacobi.SpectralError>(
            Tables(), r => r.Solver == DnnVersusJacobi.White, r => r.Solver == DnnVersusJacobi.Network,
            r => r with { Solver = DnnVersusJacobi.White }),
        "network-order");

    [Theory]
    [InlineData("handover-saves-sweeps", DnnVersusJacobi.AfterShrinking)]
    [InlineData("handover-saves-sweeps", DnnVersusJacobi.AfterWhite)]
    [InlineData("handover-pays", DnnVersusJacobi.AfterShrinking)]
    [InlineData("handover-pays", DnnVersusJacobi.AfterWhite)]
    public void A_blind_learner_from_which_jacobi_goes_on_as_fast_leaves_nothing_to_claim_of_the_network(string claim, string rival) =>
        PermutedClaims.RequireRivalDecides(
            Study, Options,
            PermutedClaims.WithRival<DnnVersusJacobi.Arrival>(
                Tables(), r => r.Solver == rival, r => r.Solver == DnnVersusJacobi.HandOver, r => r with { Solver = rival }),
            claim);

    /// <summary>Ten steps of 2 ms and 20,001 to 20,006 sweeps of 3 µs, over 80,000 of these.</summary>
    [Fact]
    public void Seconds_are_those_of_steps_and_sweeps_together()
    {
        var seconds = Study.ConcludeFrom(Options, Tables()).Estimates.Single(e => e.Name == "handover_seconds");
        Assert.Equal(((10 * 2e-3) + (20_003.5 * 3e-6)) / (80_000 * 3e-6), seconds.Value, 1e-9);
        Assert.Contains("0.24 s", seconds.Statement, StringComparison.Ordinal);
    }

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

    // Errors that fall exponentially: Jacobi's with its own half-times, two grids' alike, the network's later with frequency, those of
    // white noise earlier. Where a blind learner stopped, Jacobi goes on for hardly less than from zero.
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
                for (var seed = 1; seed <= 6; seed++)
                {
                    errors.Add(new(DnnVersusJacobi.Network, seed, step, step, peak, Math.Exp(-step / (10.0 * peak * peak))));
                    errors.Add(new(DnnVersusJacobi.White, seed, step, step, peak, Math.Exp(-step * peak / 1000.0)));
                }
            }
        }

        for (var seed = 1; seed <= 6; seed++)
        {
            arrivals.Add(new(DnnVersusJacobi.HandOver, seed, 10, sweeps + seed, sweeps + training + seed, 0.1));
            arrivals.Add(new(DnnVersusJacobi.HandOver, seed, Options.Steps, sweeps * 1.1, sweeps + (100 * training), 0.01));
            foreach (var blind in new[] { DnnVersusJacobi.AfterShrinking, DnnVersusJacobi.AfterWhite })
            {
                arrivals.Add(new(blind, seed, 10, 79_500 + seed, 79_500 + training + seed, 0.1));
                arrivals.Add(new(blind, seed, Options.Steps, 79_000, 79_000 + (100 * training), 0.01));
            }
        }

        var timings = Table.Of<DnnVersusJacobi.Timing>(new(DnnVersusJacobi.Network, 2e-3), new("jacobi", 3e-6));
        return new TableSet([Table.Of(errors), Table.Of(arrivals), timings]);
    }
}
