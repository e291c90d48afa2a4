using Overtone.Catalog.FourierRobustness.Corruptions;
using Overtone.Studies.Runs;
using static Overtone.Catalog.FourierRobustness.Corruptions.RegimeCorruptions;

namespace Overtone.Catalog.Tests.FourierRobustness.Corruptions;

public class RegimeCorruptionsMeasurementTests
{
    /// <summary>All networks see the same corrupted images, so shares at high frequencies are equal to the bit.</summary>
    [Fact]
    public void Every_network_is_measured_on_the_same_corrupted_images()
    {
        using var run = new TestRun();
        RunOutcome outcome = run.Execute(new RegimeCorruptions(), RegimeCorruptionsOptions.Smoke);
        Assert.Empty(outcome.Failures);
        IReadOnlyList<CorruptionError> rows = outcome.Tables.Rows<CorruptionError>();
        Assert.Equal((Others.Count + 1) * 15 * 3, rows.Count);
        Assert.All(rows.GroupBy(r => (r.Corruption, r.Severity)), one => Assert.Single(one.Select(r => r.HighShare).Distinct()));
        Assert.All(rows, r => Assert.InRange(r.Error, 0, 1));
        double Share(string corruption) => rows.First(r => r.Corruption == corruption && r.Severity == 3).HighShare;
        Assert.True(Share("gaussian_noise") > Share("brightness") + 0.4);
        Assert.NotEmpty(outcome.Findings!.Figures);
    }
}
