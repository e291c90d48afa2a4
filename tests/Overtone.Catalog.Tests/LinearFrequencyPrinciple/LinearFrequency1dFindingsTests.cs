using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequency1dFindingsTests
{
    private static readonly LinearFrequency1d Study = new();
    private static readonly LinearFrequency1dOptions Options = new() { Controls = false };

    [Fact]
    public void No_claim_survives_permuted_values() => PermutedClaims.Require(Study, Options, Tables(0.008), _ => ("functions", "value"));

    [Theory]
    // The labels range over 0.5: 0.008 is 0.016 of it, 0.012 is 0.024.
    [InlineData(0.008, Verdict.Supported)]
    [InlineData(0.012, Verdict.NotSupported)]
    public void Differences_are_judged_in_ranges_of_the_labels(double difference, Verdict verdict)
    {
        var claim = PermutedClaims.Judge(Study, Options, Tables(difference), "network-cubic");
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal(difference / 0.5, claim.Estimate, 1e-12);
    }

    [Fact]
    public void The_prediction_is_judged_by_its_largest_difference_from_the_regimes_own_interpolant()
    {
        Assert.Equal(0.004 / 0.5, PermutedClaims.Judge(Study, Options, Tables(0), "natural-spline").Estimate, 1e-12);
        Assert.Equal(0.002 / 0.5, PermutedClaims.Judge(Study, Options, Tables(0), "straight-lines").Estimate, 1e-12);
    }

    /// <summary>What else passes for the network, or for the prediction, decides whether that shows anything.</summary>
    [Theory]
    [InlineData("network-cubic", "linear", "prediction", "cubic", "prediction")]
    [InlineData("network-linear", "cubic", "prediction", "linear", "prediction")]
    [InlineData("network-between", "between", "natural cubic spline", "between", "prediction")]
    [InlineData("network-between", "between", "straight lines", "between", "prediction")]
    [InlineData("network-between", "cubic", "prediction", "between", "prediction")]
    [InlineData("network-between", "linear", "prediction", "between", "prediction")]
    [InlineData("natural-spline", "cubic", "straight lines", "cubic", "natural cubic spline")]
    [InlineData("straight-lines", "linear", "natural cubic spline", "linear", "straight lines")]
    public void Another_explanation_that_fits_as_well_leaves_nothing_to_claim(
        string claim, string rivalExperiment, string rival, string otherExperiment, string other) =>
        PermutedClaims.RequireRivalDecides(
            Study, Options,
            PermutedClaims.WithRival<LinearFrequency1d.FunctionValue>(
                Tables(0.008), r => r.Experiment == rivalExperiment && r.Function == rival,
                r => r.Experiment == otherExperiment && r.Function == other,
                r => r with { Experiment = rivalExperiment, Function = rival }),
            claim);

    [Fact]
    public void The_control_is_reported_beside_the_claims()
    {
        var functions = Tables(0).Rows<LinearFrequency1d.FunctionValue>();
        var control = functions
            .Where(r => r.Experiment == LinearFrequency1d.Linear)
            .Select(r => r with
            {
                Experiment = LinearFrequency1d.InitialFunction,
                Value = r.Function == LinearFrequency1d.Network ? r.Value + 0.1 : r.Value,
            });
        var tables = new TableSet([Table.Of(functions.Concat(control))]);
        var judged = Study.ConcludeFrom(Options with { Controls = true }, tables).ClaimsOf(ClaimRole.NegativeControl).Single();
        Assert.Equal(Verdict.NotSupported, judged.Verdict);
        Assert.Equal(0.1 / 0.5, judged.Estimate, 1e-12);
    }

    // In one regime a wave, in the other a slope, between them neither; the network lies beside the prediction, the interpolant of a regime
    // by 0.004 and 0.002 at one place, and every other one far away.
    private static TableSet Tables(double difference)
    {
        var functions = new List<LinearFrequency1d.FunctionValue>();
        foreach (var experiment in (string[])["cubic", "linear", "between"])
        {
            for (var seed = 1; seed <= 10; seed++)
            {
                for (var n = 0; n <= 40; n++)
                {
                    var (x, value) = (-0.8 + (n * 0.0225), experiment switch
                    {
                        "cubic" => Math.Sin(n * 0.3),
                        "linear" => n * 0.05,
                        _ => Math.Cos(n * 0.3),
                    });
                    functions.Add(new(experiment, seed, "prediction", x, value));
                    functions.Add(new(experiment, seed, "network", x, value + (n % 2 == 0 ? difference : -difference)));
                    functions.Add(
                        new(experiment, seed, "natural cubic spline", x, (experiment == "cubic" ? value : -value) + (n == 7 ? 0.004 : 0)));
                    functions.Add(
                        new(experiment, seed, "straight lines", x, (experiment == "linear" ? value : -value) - (n == 9 ? 0.002 : 0)));
                }
            }
        }

        return new TableSet([Table.Of(functions)]);
    }
}
