using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequencyWidthFindingsTests
{
    private static readonly LinearFrequencyWidth Study = new();
    private static readonly LinearFrequencyWidthOptions Options = new();

    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(
        Study, Options, Tables(-0.45), claim => ("distances", claim == "slope-rms" ? "rms" : "mean_absolute"));

    [Theory]
    [InlineData("slope-rms", -0.4, 0.05)]
    [InlineData("slope-mean-absolute", -0.5, 0.05)]
    public void A_slope_is_judged_by_its_distance_from_the_middle(string claim, double slope, double distance) =>
        Assert.Equal(distance, PermutedClaims.Judge(Study, Options, Tables(slope), claim).Estimate, 0.02);

    [Theory]
    [InlineData("slope-rms", 0.2)]
    [InlineData("slope-rms", -1.1)]
    [InlineData("slope-mean-absolute", -1.1)]
    public void A_slope_that_is_further_away_than_none_refutes(string claim, double slope) =>
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(slope), claim).Verdict);

    [Theory]
    [InlineData("slope-rms")]
    [InlineData("slope-mean-absolute")]
    public void A_second_term_alone_that_gets_better_as_fast_leaves_nothing_to_claim(string claim) => PermutedClaims.RequireRivalDecides(
        Study, Options,
        PermutedClaims.WithRival<LinearFrequencyWidth.Distance>(
            Tables(-0.45), r => r.Prediction == LinearFrequencyWidth.SecondAlone, r => r.Prediction == LinearFrequencyWidth.Both,
            r => r with { Prediction = LinearFrequencyWidth.SecondAlone }),
        claim);

    private static TableSet Tables(double slope)
    {
        var distances = new List<LinearFrequencyWidth.Distance>();
        foreach (var width in Options.Widths)
        {
            for (var seed = 1; seed <= 10; seed++)
            {
                var rms = (1 + (0.01 * ((seed + width) % 3))) * Math.Pow(width, slope);
                distances.Add(new(LinearFrequencyWidth.Both, width, seed, rms, 0.8 * rms));
                distances.Add(new(LinearFrequencyWidth.SecondAlone, width, seed, 0.2, 0.1));
            }
        }

        return new TableSet([Table.Of(distances)]);
    }
}
