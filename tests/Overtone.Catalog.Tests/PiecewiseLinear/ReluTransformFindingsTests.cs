using Overtone.Catalog.PiecewiseLinear;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.PiecewiseLinear;

public class ReluTransformFindingsTests
{
    private static readonly ReluTransform Study = new();
    private static readonly ReluTransformOptions Options = new();

    private static readonly Dictionary<string, double> Exponents = new(StringComparer.Ordinal)
    {
        ["line"] = -2.01,
        ["normal"] = -2.05,
        ["random"] = -2.95,
        ["tapered relu"] = -1.9,
        ["tapered tanh"] = -5,
    };

    private static readonly Dictionary<string, double> Differences = new(StringComparer.Ordinal)
    {
        ["line"] = 1e-13,
        ["plane"] = 1e-8,
        ["lemma"] = 1e-15,
        ["lemma as printed"] = 1.9,
    };

    [Fact]
    public void No_claim_survives_a_permuted_table() => PermutedClaims.Require(
        Study, Options, Tables(),
        claim => claim.StartsWith("decay-", StringComparison.Ordinal) ? ("decays", "exponent") : ("checks", "difference"));

    [Fact]
    public void Lemma_1_as_printed_fails_on_tables_made_to_the_theorem() => Assert.Equal(
        Verdict.NotSupported, Study.ConcludeFrom(Options, Tables()).ClaimsOf(ClaimRole.NegativeControl).Single().Verdict);

    /// <summary>An exponent tells a direction, a dimension or an activation only where the others have another.</summary>
    [Theory]
    [InlineData("decay-line", "random", "line")]
    [InlineData("decay-random", "normal", "random")]
    [InlineData("decay-normal", "random", "normal")]
    [InlineData("decay-tapered", "tapered tanh", "tapered relu")]
    public void A_rival_that_falls_as_fast_leaves_nothing_to_claim(string claim, string rival, string other) =>
        PermutedClaims.RequireRivalDecides(
            Study, Options,
            PermutedClaims.WithRival<ReluTransform.Decay>(
                Tables(), r => r.Spectrum == rival, r => r.Spectrum == other, r => r with { Spectrum = rival }),
            claim);

    private static TableSet Tables()
    {
        var checks = new List<ReluTransform.Checked>();
        var decays = new List<ReluTransform.Decay>();
        for (var seed = 1; seed <= 12; seed++)
        {
            foreach (var (check, difference) in Differences)
            {
                checks.Add(new(seed, check, difference * (1 + (0.01 * seed))));
            }

            foreach (var (spectrum, exponent) in Exponents)
            {
                decays.Add(new(seed, spectrum, 0.1 * seed, exponent + (0.001 * seed)));
                decays.Add(new(seed, spectrum, 0.2 * seed, exponent - (0.001 * seed)));
            }
        }

        return new TableSet([Table.Of(checks), Table.Of(decays)]);
    }
}
