using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.Audit.Corruptions;

public class CorruptionFindingsTests
{
    private static readonly AuditOptions Options = SmallAudit.Options with { Corruptions = ["all"] };

    [Fact]
    public void Every_corruption_that_works_on_grey_is_measured_at_every_severity()
    {
        var corruptions = Audit(Options);
        Assert.Equal(18 * 5, corruptions.RowCount);
        Assert.DoesNotContain("saturate", corruptions.Texts("corruption"));
        Assert.All(corruptions.Rows, r => Assert.Equal(60, r.Integer("images")));
        Assert.All(corruptions.Rows, r => Assert.Equal(1, r.Number("accuracy") + r.Number("error"), 1e-12));
    }

    [Fact]
    public void Noise_changes_more_high_frequencies_than_brightness_whatever_the_mask()
    {
        Row[] rows = [.. Audit(Options with { Corruptions = ["gaussian_noise", "brightness"], CorruptionMode = Data.Corruptions.CorruptionMode.Corrected }).Rows.Where(r => r.Integer("severity") == 3)];
        Assert.Equal(["gaussian_noise", "brightness"], rows.Select(r => r.Text("corruption")));
        foreach (var mask in new[] { "nyquist_square", "outside_square", "outside_disc" })
            Assert.True(rows[0].Number($"high_frequency_{mask}") > rows[1].Number($"high_frequency_{mask}"));
    }

    [Fact]
    public void A_stronger_corruption_changes_more_and_the_batch_size_changes_nothing()
    {
        var options = Options with { Corruptions = ["fog"] };
        var rows = Audit(options);
        Assert.Equal(rows.Numbers("l2_norm").Order(), rows.Numbers("l2_norm"));
        var other = Audit(options with { BatchSize = 7 });
        Assert.All(rows.Numbers("l2_norm").Zip(other.Numbers("l2_norm")), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(rows.Numbers("error"), other.Numbers("error"));
    }

    [Fact]
    public void An_unknown_corruption_is_named_with_all_that_there_are() =>
        Assert.Contains("gaussian_blur", Assert.Throws<InvalidOptionException>(() => Audit(Options with { Corruptions = ["rain"] })).Message);

    [Fact]
    public void A_corruption_of_colours_is_refused_for_grey_images() =>
        Assert.Contains("saturate for grey images", Assert.Throws<InvalidOptionException>(() => Audit(Options with { Corruptions = ["saturate"] })).Message);

    [Fact]
    public void None_is_none()
    {
        using var run = new TestRun();
        Assert.DoesNotContain(run.Execute(new ModelAudit(), Options with { Corruptions = ["none"] }).Findings!.Figures, f => f.Id.StartsWith("corruption", StringComparison.Ordinal));
    }

    private static Table Audit(AuditOptions options)
    {
        using var run = new TestRun();
        return run.Execute(new ModelAudit(), options).Findings!.Tables.Single(t => t.Name == "corruptions");
    }
}
