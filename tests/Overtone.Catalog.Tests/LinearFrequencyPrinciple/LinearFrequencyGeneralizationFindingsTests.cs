using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequencyGeneralizationFindingsTests
{
    private static readonly LinearFrequencyGeneralization Study = new();
    private static readonly LinearFrequencyGeneralizationOptions Options = new() { Controls = false };

    /// <summary>An upper bound on the norm's slope survives any permutation, which makes slopes flat: there the norm grows as the cube instead.</summary>
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
        var errors = Tables(1.5)["errors"];
        var beyond = new TableBuilder("errors", [.. errors.Columns]);
        foreach (var row in errors.Rows)
        {
            beyond.Add(
                row.Text("experiment"), row.Integer("seed"), row.Integer("frequency"), row.Number("norm"),
                row.Number("bound") * (row.Integer("frequency") == 4 ? 0.1 : 1), row.Number("network_error"), row.Number("prediction_error"));
        }

        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, new TableSet([beyond.Build()]), "bound-holds").Verdict);
    }

    private static TableSet Tables(double slope)
    {
        var errors = new TableBuilder(
            "errors", Column.Text("experiment"), Column.Integer("seed"), Column.Integer("frequency"), Column.Number("norm"), Column.Number("bound"),
            Column.Number("network_error"), Column.Number("prediction_error"));
        for (var seed = 1; seed <= 10; seed++)
        {
            for (var frequency = 1; frequency <= 10; frequency++)
            {
                errors.Add("sines", seed, frequency, Math.Pow(frequency, slope), 0.2 * frequency, 0.1 * frequency, 0.09 * frequency);
            }
        }

        return new TableSet([errors.Build()]);
    }
}
