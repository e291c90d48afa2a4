using Overtone.Catalog.BallAverage;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.BallAverage;

namespace Overtone.Catalog.Tests.BallAverage;

public class BallAverageFindingsTests
{
    private static readonly BallAverageStudy Study = new();
    private static readonly BallAverageOptions Options = new() { Dimensions = [784], Radii = [4] };

    /// <summary>What holds by algebra is checked; nothing is claimed of networks.</summary>
    [Fact]
    public void Checks_hold_and_controls_fail_on_tables_made_to_the_formulas()
    {
        PermutedClaims.RequireHolding(Study, Options, Tables());
        var findings = Study.ConcludeFrom(Options, Tables());
        Assert.Empty(findings.ClaimsOf(ClaimRole.Claim));
        Assert.Equal(2, findings.ClaimsOf(ClaimRole.NegativeControl).Count);
        Assert.All(findings.ClaimsOf(ClaimRole.NegativeControl), control => Assert.Equal(Verdict.NotSupported, control.Verdict));
    }

    [Theory]
    [InlineData("ball-factor", "ball", "mean")]
    [InlineData("decay", "decay", "exponent")]
    [InlineData("scheme-mean", "draws", "expected")]
    [InlineData("leakage", "draws", "response")]
    public void No_check_survives_a_permuted_table(string claim, string table, string column) => Assert.Equal(
        Verdict.NotSupported,
        PermutedClaims.Judge(Study, Options, Tables().With(Tables()[table].Permute(column, 2)), claim).Verdict);

    [Fact]
    public void One_changed_affine_function_refutes_that_they_are_unchanged()
    {
        var changed = Table.Of(new BallAverageStudy.Affine(784, 0, 1e-17), new BallAverageStudy.Affine(784, 1, 1e-9));
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables().With(changed), "affine-unchanged").Verdict);
    }

    [Fact]
    public void Every_dimension_needs_its_radius() =>
        Assert.Contains("--radii", Assert.Throws<InvalidOptionException>(() =>
        {
            using var run = new TestRun();
            run.Execute(Study, new BallAverageOptions { Dimensions = [10, 20], Radii = [1] });
        }).Message, StringComparison.Ordinal);

    private static TableSet Tables()
    {
        var ball = new List<BallAverageStudy.RandomPoints>();
        var decay = new List<BallAverageStudy.Decay>();
        var responses = new List<BallAverageStudy.AverageResponse>();
        var draws = new List<BallAverageStudy.SampledResponse>();
        foreach (var dimension in new[] { 1, 2, 3, 10 })
        {
            decay.Add(new(dimension, -(dimension + 1) / 2.0));
            foreach (var phase in new[] { 0.5, 2.0, 8.0 })
            {
                var formula = BallResponse.Ball(dimension, phase);
                ball.Add(new(dimension, phase, formula + 1e-4, 1e-4, formula));
            }
        }

        var scheme = new SampledBallAverage(784, 15, 4);
        for (var n = 0; n < 10; n++)
        {
            double frequency = 2 * (n + 1);
            responses.Add(new(784, frequency, BallAverageStudy.Ball, Math.Abs(BallResponse.Ball(784, 4 * frequency))));
            responses.Add(new(784, frequency, BallAverageStudy.Scheme, scheme.ExpectedResponse(frequency)));
            for (var draw = 0; draw < 40; draw++)
            {
                // Alternating signs: the mean is the expectation, the root mean square of the stop band the floor.
                var sign = draw % 2 == 0 ? 1 : -1;
                draws.Add(
                    new(
                        784,
                        draw,
                        "all",
                        frequency,
                        scheme.ExpectedResponse(frequency) + (0.001 * sign),
                        scheme.ExpectedResponse(frequency)));
                draws.Add(new(784, draw, "stop", 1000 + frequency, scheme.LeakageFloor * sign, 0));
            }
        }

        return new TableSet([
            Table.Of(ball),
            Table.Of(decay),
            Table.Of(new BallAverageStudy.Affine(784, 0, 1e-17)),
            Table.Of(responses),
            Table.Of(draws),
        ]);
    }
}
