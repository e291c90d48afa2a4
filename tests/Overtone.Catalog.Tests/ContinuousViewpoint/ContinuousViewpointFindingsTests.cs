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
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(), claim => claim switch
        {
            "prefactor" => ("prefactors", "value"),
            "particles-follow" or "particles-order" => ("particles", "left"),
            _ => ("rates", "numerical"),
        });

    [Fact]
    public void Controls_fail_on_tables_made_to_the_formulas() => Assert.All(
        Study.ConcludeFrom(Options, Tables()).ClaimsOf(ClaimRole.NegativeControl),
        control => Assert.Equal(Verdict.NotSupported, control.Verdict));

    [Theory]
    [InlineData("particles-follow")]
    [InlineData("particles-order")]
    public void Rates_of_fixed_features_that_particles_follow_as_well_leave_nothing_to_claim(string claim) =>
        PermutedClaims.RequireRivalDecides(
            Study, Options,
            PermutedClaims.WithRival<ContinuousViewpointStudy.Simulated>(
                Tables(), r => r.Curve == ContinuousViewpointStudy.FixedRates, r => r.Curve == ContinuousViewpointStudy.LinearRates,
                r => r with { Curve = ContinuousViewpointStudy.FixedRates }),
            claim);

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
                    particles.Add(new(seed, time, k, ContinuousViewpointStudy.FixedRates, Math.Exp(-time * (k == 1 ? 0.11 : 0.041))));
                }
            }
        }

        return new TableSet([Table.Of(rates), Table.Of(prefactors), Table.Of(particles)]);
    }
}
