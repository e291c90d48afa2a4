using Overtone.Catalog.FrequencyPrinciple.Parity;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.FrequencyPrinciple.Parity;

public class FrequencyPrincipleParityFindingsTests
{
    private static readonly FrequencyPrincipleParity Study = new();
    private static readonly FrequencyPrincipleParityOptions Options = new();

    /// <summary>Where labels of parity and of the majority are permuted, what is guessed of either is guessed of both.</summary>
    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(
        Study, Options, Tables(), claim => claim == "guesses-unseen" ? ("generalisation", "labels") : ("spectra", "amplitude"));

    [Fact]
    public void The_network_is_judged_at_the_highest_frequency()
    {
        var claim = PermutedClaims.Judge(Study, Options, Tables(), "misses-high-frequency");
        Assert.Equal(10, claim.Values.Count);
        Assert.All(claim.Values, value => Assert.Equal(0.05, value));
        // 200 of 1,024 samples, which a table of them knows.
        Assert.Equal(200.0 / 1024, claim.Rivals.Single().Estimate);
    }

    [Fact]
    public void Samples_so_few_that_they_hold_as_little_leave_nothing_to_claim_of_the_highest_frequency() =>
        PermutedClaims.RequireRivalDecides(Study, Options with { Samples = 60 }, Tables(), "misses-high-frequency");

    [Fact]
    public void A_majority_that_is_guessed_as_badly_leaves_nothing_to_claim_of_parity() => PermutedClaims.RequireRivalDecides(
        Study, Options,
        PermutedClaims.WithRival<FrequencyPrincipleParity.Generalisation>(
            Tables(), r => r.Labels == SignLabels.Majority, r => r.Labels == SignLabels.Parity,
            r => r with { Labels = SignLabels.Majority }),
        "guesses-unseen");

    [Fact]
    public void A_deviation_from_the_formula_at_one_frequency_refutes_the_identity() =>
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, Tables(deviation: 1e-11), "exact-spectrum").Verdict);

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

        // Parity is guessed; the majority is told nearly always.
        var draws = Enumerable.Range(1, 10).SelectMany(draw => new FrequencyPrincipleParity.Generalisation[]
        {
            new(SignLabels.Parity, draw, 0.001 * draw / 10, 1.2, 1.0, 0.5 + (0.002 * draw)),
            new(SignLabels.Majority, draw, 0.001 * draw / 10, 0.1, 1.0, 0.95 + (0.002 * draw)),
        });
        return new TableSet([Table.Of(spectra), Table.Of(draws)]);
    }
}
