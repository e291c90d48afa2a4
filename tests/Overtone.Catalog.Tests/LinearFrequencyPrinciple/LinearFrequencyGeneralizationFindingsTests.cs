using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

public class LinearFrequencyGeneralizationFindingsTests
{
    private static readonly LinearFrequencyGeneralization Study = new();
    private static readonly LinearFrequencyGeneralizationOptions Options = new();

    /// <summary>
    /// An upper bound on the norm's slope survives any permutation, which makes slopes flat: there the norm grows as the cube instead.
    /// </summary>
    [Fact]
    public void No_claim_survives_a_changed_table() => PermutedClaims.Require(
        Study, Options, Tables(1.5), (claim, seed) => claim == "norm-grows-no-faster" ? Tables(3) : Permuted(claim, seed));

    [Fact]
    public void Targets_of_one_norm_that_are_learned_as_badly_leave_nothing_to_claim_of_the_norm() => PermutedClaims.RequireRivalDecides(
        Study, Options,
        PermutedClaims.WithRival<LinearFrequencyGeneralization.SineError>(
            Tables(1.5), r => r.Experiment == LinearFrequencyGeneralization.EqualNorm,
            r => r.Experiment == LinearFrequencyGeneralization.Sines,
            r => r with { Experiment = LinearFrequencyGeneralization.EqualNorm }),
        "norm-orders-error");

    [Fact]
    public void Without_targets_of_one_norm_the_order_shows_nothing() => Assert.Equal(
        Verdict.DoesNotDiscriminate,
        PermutedClaims.Judge(Study, Options with { Controls = false }, Tables(1.5), "norm-orders-error").Verdict);

    [Fact]
    public void One_target_beyond_its_bound_refutes_it()
    {
        var beyond = Tables(1.5)
            .Rows<LinearFrequencyGeneralization.SineError>()
            .Select(r => r with { Bound = r.Bound * (r.Frequency == 4 ? 0.1 : 1) });
        Assert.Equal(Verdict.NotSupported, PermutedClaims.Judge(Study, Options, new TableSet([Table.Of(beyond)]), "bound-holds").Verdict);
    }

    private static TableSet Permuted(string claim, int seed) => new([Tables(1.5)["errors"].Permute(
        claim switch
        {
            "bound-holds" => "bound",
            "norm-orders-error" => "network_error",
            _ => "norm",
        }, seed)]);

    // Of targets with one norm that of the lowest frequency is learned worst.
    private static TableSet Tables(double slope)
    {
        var errors =
            from seed in Enumerable.Range(1, 10)
            from frequency in Enumerable.Range(1, 10)
            from sines in new[] { true, false }
            let error = sines ? 0.1 * frequency : 0.1 / frequency
            select new LinearFrequencyGeneralization.SineError(
                sines ? LinearFrequencyGeneralization.Sines : LinearFrequencyGeneralization.EqualNorm, seed, frequency, 1,
                sines ? Math.Pow(frequency, slope) : 1, 2 * error, error, 0.9 * error, 0);
        return new TableSet([Table.Of(errors)]);
    }
}
