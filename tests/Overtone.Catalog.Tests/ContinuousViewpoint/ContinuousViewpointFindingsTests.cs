using Overtone.Catalog.ContinuousViewpoint;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.ContinuousViewpoint;

namespace Overtone.Catalog.Tests.ContinuousViewpoint;

public class ContinuousViewpointFindingsTests
{
    private static readonly ContinuousViewpointStudy Study = new();
    private static readonly ContinuousViewpointOptions Options = new() { Widths = [0.5, 0.2] };

    [Fact]
    public void Claims_hold_and_controls_fail_on_tables_made_to_the_formulas() =>
        Assert.All(
            Study.ConcludeFrom(Options, Tables()).Claims,
            claim =>
                Assert.True(
                    claim.Verdict == (claim.Claim.Role == ClaimRole.Claim ? Verdict.Supported : Verdict.NotSupported),
                    $"{claim.Claim.Id}: {claim.Estimate}"));

    [Theory]
    [InlineData("rates", "rates", "numerical")]
    [InlineData("prefactor", "prefactors", "value")]
    [InlineData("fixed-features", "rates", "numerical")]
    [InlineData("moving-features-peak", "rates", "numerical")]
    [InlineData("particles-follow", "particles", "left")]
    public void No_claim_survives_a_permuted_table(string claim, string table, string column) => Assert.NotEqual(
        Verdict.Supported,
        PermutedClaims.Judge(Study, Options, Tables().With(Tables()[table].Permute(column, 4)), claim).Verdict);

    [Fact]
    public void Particles_that_halve_the_low_frequency_first_refute_the_order() =>
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(exchanged: true), "particles-order").Verdict);

    [Fact]
    public void The_peak_must_lie_among_the_frequencies_followed()
    {
        using var run = new TestRun();
        Assert.Contains(
            "--highest",
            Assert.Throws<InvalidOptionException>(() => run.Execute(Study, Options with { Highest = 5 })).Message,
            StringComparison.Ordinal);
    }

    private static TableSet Tables(bool exchanged = false)
    {
        var rates = new List<ContinuousViewpointStudy.Rate>();
        var prefactors = new List<ContinuousViewpointStudy.Prefactor>();
        var particles = new List<ContinuousViewpointStudy.Simulated>();
        foreach (var width in Options.Widths)
        {
            foreach (var motion in Enum.GetValues<Motion>())
            {
                foreach (var measure in Enum.GetValues<FeatureMeasure>())
                {
                    var kernel = new GradientFlowKernel(new PeriodicGaussianFeature(width), motion, measure);
                    for (var k = 1; k <= 15; k++)
                    {
                        rates.Add(new(width, motion, measure, k, kernel.Rate(k), kernel.Rate(k)));
                    }

                    prefactors.Add(
                        new(
                            width,
                            motion,
                            measure,
                            kernel.Value(0),
                            new GradientFlowKernel(new PeriodicGaussianFeature(width), motion).Value(0)));
                }
            }
        }

        for (var seed = 1; seed <= 8; seed++)
        {
            for (var time = 0.0; time <= 20; time += 0.5)
            {
                foreach (var k in new[] { 1, 3 })
                {
                    var linear = Math.Exp(-time * (k == 1 != exchanged ? 0.11 : 0.365));
                    particles.Add(new(seed, time, k, ContinuousViewpointStudy.LinearRates, linear));
                    particles.Add(new(seed, time, k, ContinuousViewpointStudy.Particles, linear * (1 + (0.001 * seed))));
                }
            }
        }

        return new TableSet([Table.Of(rates), Table.Of(prefactors), Table.Of(particles)]);
    }
}
