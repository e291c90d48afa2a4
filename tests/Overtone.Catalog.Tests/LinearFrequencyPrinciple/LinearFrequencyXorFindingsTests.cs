using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequencyXorFindingsTests
{
    private static readonly LinearFrequencyXor Study = new();
    private static readonly LinearFrequencyXorOptions Options = new() { Controls = false };

    [Fact]
    public void No_claim_survives_a_permuted_table() =>
        PermutedClaims.Require(Study, Options, Tables(), claim => ("outputs", claim == "distance" ? "network" : "width"));

    [Theory]
    [InlineData("distance", "product")]
    [InlineData("distance", "first term")]
    [InlineData("distance", "second term")]
    [InlineData("wider-is-nearer", "product")]
    [InlineData("wider-is-nearer", "first term")]
    [InlineData("wider-is-nearer", "second term")]
    public void A_rival_that_is_as_near_leaves_nothing_to_claim_of_the_prediction(string claim, string rival)
    {
        var outputs = Tables().Rows<LinearFrequencyXor.Output>().Select(r => rival switch
        {
            "first term" => r with { FirstTerm = r.Prediction },
            "second term" => r with { SecondTerm = r.Prediction },
            _ => r with { Prediction = r.X1 * r.X2, Network = (r.X1 * r.X2) + r.Difference },
        });
        PermutedClaims.RequireRivalDecides(Study, Options, new TableSet([Table.Of(outputs)]), claim);
    }

    [Fact]
    public void The_slope_is_that_of_the_differences()
    {
        // 1/√width, exactly.
        var estimates = Study.ConcludeFrom(Options, Tables()).Estimates;
        Assert.Equal(["rms_slope", "mean_absolute_slope"], estimates.Select(e => e.Name));
        Assert.All(estimates, estimate => Assert.Equal(-0.5, estimate.Value, 1e-9));
    }

    [Theory]
    [InlineData(new[] { 500, 2000, 8000 }, 2000)]
    [InlineData(new[] { 100, 400 }, 400)]
    [InlineData(new[] { 500, 4000, 16_000 }, 4000)]
    public void The_first_width_that_is_wide_enough_is_judged(int[] widths, int judged) =>
        Assert.Equal(judged, new LinearFrequencyXorOptions { Widths = widths }.JudgedWidth());

    private static TableSet Tables()
    {
        var outputs = new List<LinearFrequencyXor.Output>();
        foreach (var width in Options.Widths)
        {
            for (var seed = 1; seed <= 10; seed++)
            {
                for (var n = 0; n < 25; n++)
                {
                    double x1 = (n / 5 * 0.5) - 1, x2 = (n % 5 * 0.5) - 1, difference = (n % 2 == 0 ? 1 : -1) / Math.Sqrt(width);
                    // The wider the network, the further away from the product and from either term alone.
                    var away = 0.2 - (50.0 / width);
                    var prediction = (x1 * x2) + (away * (1 - (x1 * x1)));
                    outputs.Add(new(
                        LinearFrequencyXor.Xor, width, seed, x1, x2, prediction + difference, prediction, difference,
                        prediction + (away * x1), prediction - (away * x2)));
                }
            }
        }

        return new TableSet([Table.Of(outputs)]);
    }
}
