using Overtone.Catalog.FrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FrequencyPrinciple;

public class FrequencyPrincipleParityFindingsTests
{
    private static readonly FrequencyPrincipleParity Study = new();
    private static readonly FrequencyPrincipleParityOptions Options = new();

    /// <summary>
    /// The claims about fit and guessing are means over draws, which no permutation of one column changes: there training and test change places.
    /// </summary>
    [Fact]
    public void No_claim_survives_a_permuted_table()
    {
        var tables = Tables();
        Assert.All(Study.ConcludeFrom(Options, tables).Claims, claim => Assert.Equal(Verdict.Supported, claim.Verdict));
        var spectra = new[] { "exact-spectrum", "misses-high-frequency" };
        foreach (var claim in Study.ConcludeFrom(Options, tables).Claims.Select(c => c.Claim.Id))
        {
            for (var seed = 0; seed < 5; seed++)
            {
                var changed = spectra.Contains(claim) ? tables["spectra"].Permute("amplitude", seed) : Exchanged(claim);
                Assert.NotEqual(Verdict.Supported, PermutedClaims.Judge(Study, Options, tables.With(changed), claim).Verdict);
            }
        }
    }

    [Fact]
    public void The_network_is_judged_at_the_highest_frequency()
    {
        var claim = PermutedClaims.Judge(Study, Options, Tables(), "misses-high-frequency");
        Assert.Equal(10, claim.Values.Count);
        Assert.All(claim.Values, value => Assert.Equal(0.05, value));
    }

    [Fact]
    public void A_deviation_from_the_formula_at_one_frequency_refutes_the_identity() =>
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(deviation: 1e-11), "exact-spectrum").Verdict);

    private static Table Exchanged(string claim) => claim switch
    {
        "fits-samples" => PermutedClaims.Exchange(Tables()["generalisation"], "train_loss", "test_loss"),
        "guesses-unseen" => PermutedClaims.Exchange(Tables()["generalisation"], "train_sign_accuracy", "test_sign_accuracy"),
        _ => throw new ArgumentException($"claim {claim} has no permuted table", nameof(claim)),
    };

    private static TableSet Tables(double deviation = 0)
    {
        var spectra = new TableBuilder(
            "spectra", Column.Integer("seed"), Column.Number("frequency"), Column.Text("function"), Column.Number("amplitude"));
        var generalisation = new TableBuilder(
            "generalisation", Column.Integer("seed"), Column.Number("train_loss"), Column.Number("test_loss"),
            Column.Number("train_sign_accuracy"), Column.Number("test_sign_accuracy"));
        for (var draw = 1; draw <= 10; draw++)
        {
            for (var n = 0; n <= 20; n++)
            {
                // One sign, so that a permuted spectrum is large everywhere. The network holds only the middle of the band.
                var (frequency, exact) = (n / 80.0, Math.Abs(Math.Sin(2 * Math.PI * n / 80.0)));
                spectra.Add(draw, frequency, "formula", exact);
                spectra.Add(draw, frequency, "all inputs", exact + (n == 7 ? deviation : 0));
                spectra.Add(draw, frequency, "training samples", exact + 0.01);
                spectra.Add(draw, frequency, "network on all inputs", n is > 3 and < 17 ? 0.5 : 0.05);
            }

            generalisation.Add(draw, 0.001 * draw / 10, 1.2, 1.0, 0.5 + (0.002 * draw));
        }

        return new TableSet([spectra.Build(), generalisation.Build()]);
    }
}
