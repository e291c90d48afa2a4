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

    [Fact]
    public void The_first_regimes_network_is_not_the_seconds_prediction() =>
        Assert.Equal(
            Verdict.NotSupported,
            PermutedClaims.Judge(Study, Options with { Controls = true }, WithControl(), "control-other-weights").Verdict);

    private static TableSet WithControl()
    {
        var functions = Tables(0).Rows<LinearFrequency1d.FunctionValue>();
        var control = functions
            .Where(r => r.Experiment == LinearFrequency1d.Linear)
            .Select(r => r with { Experiment = LinearFrequency1d.InitialFunction });
        return new TableSet([Table.Of(functions.Concat(control))]);
    }

    // In one regime a wave, in the other a slope; the network lies beside the prediction, the interpolant by 0.004 and 0.002 at one place.
    private static TableSet Tables(double difference)
    {
        var functions = new List<LinearFrequency1d.FunctionValue>();
        foreach (var experiment in (string[])["cubic", "linear"])
        {
            for (var seed = 1; seed <= 10; seed++)
            {
                for (var n = 0; n <= 40; n++)
                {
                    var (x, value) = (-0.8 + (n * 0.0225), experiment == "cubic" ? Math.Sin(n * 0.3) : n * 0.05);
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
