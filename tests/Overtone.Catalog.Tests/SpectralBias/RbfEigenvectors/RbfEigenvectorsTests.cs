using Overtone.Catalog.SpectralBias.RbfEigenvectors;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Tests.SpectralBias.RbfEigenvectors;

public class RbfEigenvectorsTests
{
    [Fact]
    public void Vectors_oscillate_in_order_where_eigenvalues_are_more_than_rounding_and_only_there()
    {
        using var run = new TestRun();
        var study = new RbfEigenvectorsStudy();
        var findings = run.Execute(study, study.OptionsOf(Preset.Quick)).Findings!;
        Assert.Empty(findings.ClaimsOf(ClaimRole.Claim));
        var verdicts = findings.Claims.ToDictionary(claim => claim.Claim.Id, claim => claim.Verdict);
        Assert.Equal(Verdict.Supported, verdicts["sign-changes"]);
        Assert.Equal(Verdict.Supported, verdicts["sign-changes-drawn"]);
        Assert.Equal(Verdict.Supported, verdicts["frequency-order"]);
        Assert.Equal(Verdict.NotSupported, verdicts["sign-changes-all"]);
        Assert.Equal(Verdict.NotSupported, verdicts["frequency-order-all"]);
        // Counted independently with NumPy: eigenvalues above 1e3 ε of the largest.
        Assert.Equal([50, 50, 30, 18, 7], findings.Estimates.Select(estimate => estimate.Value));
    }
}
