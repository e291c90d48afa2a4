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
    public void Claims_hold_and_controls_fail_on_tables_made_to_the_theorem() => Assert.All(
        Study.ConcludeFrom(Options, Tables()).Claims,
        claim => Assert.Equal(claim.Claim.Role == ClaimRole.Claim ? Verdict.Supported : Verdict.NotSupported, claim.Verdict));

    [Fact]
    public void No_claim_survives_a_permuted_table()
    {
        var claims = Study.ConcludeFrom(Options, Tables()).Claims.Where(c => c.Claim.Role == ClaimRole.Claim);
        foreach (var claim in claims.Select(c => c.Claim.Id))
        {
            var table = claim.StartsWith("decay-", StringComparison.Ordinal) ? "decays" : "checks";
            var permuted = Tables()[table].Permute(table == "decays" ? "exponent" : "difference", 1);
            Assert.NotEqual(Verdict.Supported, PermutedClaims.Judge(Study, Options, Tables().With(permuted), claim).Verdict);
        }
    }

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
