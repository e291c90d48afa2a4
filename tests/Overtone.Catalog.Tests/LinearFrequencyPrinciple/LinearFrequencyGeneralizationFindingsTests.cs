using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequencyGeneralizationFindingsTests
{
    private static readonly LinearFrequencyGeneralization Study = new();
    private static readonly LinearFrequencyGeneralizationOptions Options = new() { Controls = false };

    /// <summary>
    /// An upper bound on the norm's slope survives any permutation, which makes slopes flat: there the norm grows as the cube instead.
    /// </summary>
    [Fact]
    public void No_claim_survives_a_changed_table()
    {
        var claims = Study.ConcludeFrom(Options, Tables(1.5)).Claims;
        Assert.Equal(4, claims.Count);
        foreach (var claim in claims)
        {
            Assert.Equal(Verdict.Supported, claim.Verdict);
            for (var seed = 0; seed < 5; seed++)
            {
                var changed = claim.Claim.Id == "norm-grows-no-faster"
                    ? Tables(3)
                    : new TableSet([Tables(1.5)["errors"].Permute(claim.Claim.Id == "bound-holds" ? "bound" : "norm", seed)]);
                Assert.NotEqual(Verdict.Supported, PermutedClaims.Judge(Study, Options, changed, claim.Claim.Id).Verdict);
            }
        }
    }

    [Fact]
    public void One_target_beyond_its_bound_refutes_it()
    {
        var beyond = Tables(1.5)
            .Rows<LinearFrequencyGeneralization.SineError>()
            .Select(r => r with { Bound = r.Bound * (r.Frequency == 4 ? 0.1 : 1) });
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, new TableSet([Table.Of(beyond)]), "bound-holds").Verdict);
    }

    private static TableSet Tables(double slope)
    {
        var errors =
            from seed in Enumerable.Range(1, 10)
            from frequency in Enumerable.Range(1, 10)
            select new LinearFrequencyGeneralization.SineError(
                "sines", seed, frequency, 1, Math.Pow(frequency, slope), 0.2 * frequency, 0.1 * frequency, 0.09 * frequency, 0);
        return new TableSet([Table.Of(errors)]);
    }
}
