using Overtone.Catalog.FrequencyPrinciple.Parity;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Parity;

public class FrequencyPrincipleParityFindingsTests
{
    private static readonly FrequencyPrincipleParity Study = new();
    private static readonly FrequencyPrincipleParityOptions Options = new();

    /// <summary>
    /// The claims about fit and guessing are means over draws, which no permutation of one column changes: there training and test change
    /// places.
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
        var spectra = new List<FrequencyPrincipleParity.Spectrum>();
        foreach (var (draw, n) in Enumerable.Range(1, 10).SelectMany(draw => Enumerable.Range(0, 21).Select(n => (draw, n))))
        {
            // One sign, so that a permuted spectrum is large everywhere. The network holds only the middle of the band.
            var (frequency, exact) = (n / 80.0, Math.Abs(Math.Sin(2 * Math.PI * n / 80.0)));
            spectra.Add(new(draw, frequency, FrequencyPrincipleParity.Formula, exact));
            spectra.Add(new(draw, frequency, FrequencyPrincipleParity.AllInputs, exact + (n == 7 ? deviation : 0)));
            spectra.Add(new(draw, frequency, FrequencyPrincipleParity.TrainingSamples, exact + 0.01));
            spectra.Add(new(draw, frequency, FrequencyPrincipleParity.Network, n is > 3 and < 17 ? 0.5 : 0.05));
        }

        var draws = Enumerable.Range(1, 10)
            .Select(draw => new FrequencyPrincipleParity.Generalisation(draw, 0.001 * draw / 10, 1.2, 1.0, 0.5 + (0.002 * draw)));
        return new TableSet([Table.Of(spectra), Table.Of(draws)]);
    }
}
