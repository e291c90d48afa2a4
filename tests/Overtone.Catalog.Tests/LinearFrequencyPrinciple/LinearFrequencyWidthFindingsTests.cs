using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequencyWidthFindingsTests
{
    private static readonly LinearFrequencyWidth Study = new();
    private static readonly LinearFrequencyWidthOptions Options = new() { Controls = false };

    /// <summary>
    /// A bound on how steep a slope is survives any permutation, which makes slopes flat: there the table falls twice as steeply instead.
    /// </summary>
    [Fact]
    public void No_claim_survives_a_changed_table()
    {
        var claims = Study.ConcludeFrom(Options, Tables(-0.45)).Claims;
        Assert.Equal(4, claims.Count);
        foreach (var claim in claims)
        {
            Assert.Equal(Verdict.Supported, claim.Verdict);
            Assert.Equal(-0.45, claim.Estimate, 0.02);
            var column = claim.Claim.Id.Contains("rms", StringComparison.Ordinal) ? "rms" : "mean_absolute";
            for (var seed = 0; seed < 5; seed++)
            {
                var changed = claim.Claim.Id.EndsWith("steeper", StringComparison.Ordinal)
                    ? Tables(-0.9)
                    : new TableSet([Tables(-0.45)["distances"].Permute(column, seed)]);
                Assert.NotEqual(Verdict.Supported, PermutedClaims.Judge(Study, Options, changed, claim.Claim.Id).Verdict);
            }
        }
    }

    [Fact]
    public void A_prediction_that_does_not_get_better_is_no_support_for_its_control() =>
        Assert.Equal(
            Verdict.NotSupported,
            PermutedClaims.Judge(Study, Options with { Controls = true }, Tables(-0.45), "control-second-term-alone").Verdict);

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
