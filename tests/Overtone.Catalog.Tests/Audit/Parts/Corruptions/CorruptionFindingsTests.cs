using Overtone.Catalog.Audit;
using Overtone.Studies;

namespace Overtone.Catalog.Tests.Audit;

public class CorruptionFindingsTests
{
    private static readonly AuditOptions Options = SmallAudit.Options with { Corruptions = ["all"] };

    [Fact]
    public void Every_corruption_that_works_on_grey_is_measured_at_every_severity()
    {
        var corruptions = Audit(Options);
        Assert.Equal(18 * 5, corruptions.Count);
        Assert.DoesNotContain("saturate", corruptions.Select(r => r.Corruption));
        Assert.All(corruptions, r => Assert.Equal(60, r.Images));
        Assert.All(corruptions, r => Assert.Equal(1, r.Accuracy + r.Error, 1e-12));
    }

    [Fact]
    public void Noise_changes_more_high_frequencies_than_brightness_whatever_the_mask()
    {
        var options = Options with
        {
            Corruptions = ["gaussian_noise", "brightness"],
            CorruptionMode = Data.Corruptions.CorruptionMode.Corrected,
        };
        CorruptionRate[] rows = [.. Audit(options).Where(r => r.Severity == 3)];
        Assert.Equal(["gaussian_noise", "brightness"], rows.Select(r => r.Corruption));
        Assert.True(rows[0].HighFrequencyNyquistSquare > rows[1].HighFrequencyNyquistSquare);
        Assert.True(rows[0].HighFrequencyOutsideSquare > rows[1].HighFrequencyOutsideSquare);
        Assert.True(rows[0].HighFrequencyOutsideDisc > rows[1].HighFrequencyOutsideDisc);
    }

    [Fact]
    public void A_stronger_corruption_changes_more_and_the_batch_size_changes_nothing()
    {
        var options = Options with { Corruptions = ["fog"] };
        var rows = Audit(options);
        Assert.Equal(rows.Select(r => r.L2Norm).Order(), rows.Select(r => r.L2Norm));
        var other = Audit(options with { BatchSize = 7 });
        Assert.All(rows.Zip(other), pair => Assert.Equal(pair.First.L2Norm, pair.Second.L2Norm, 1e-12));
        Assert.Equal(rows.Select(r => r.Error), other.Select(r => r.Error));
    }

    [Fact]
    public void An_unknown_corruption_is_named_with_all_that_there_are() =>
        Assert.Contains("gaussian_blur", Assert.Throws<InvalidOptionException>(
            () => Audit(Options with { Corruptions = ["rain"] })).Message);

    [Fact]
    public void A_corruption_of_colours_is_refused_for_grey_images() =>
        Assert.Contains("saturate for grey images", Assert.Throws<InvalidOptionException>(
            () => Audit(Options with { Corruptions = ["saturate"] })).Message);

    [Fact]
    public void None_is_none()
    {
        using var run = new TestRun();
        var figures = run.Execute(new ModelAudit(), Options with { Corruptions = ["none"] }).Findings!.Figures;
        Assert.DoesNotContain(figures, f => f.Id.StartsWith("corruption", StringComparison.Ordinal));
    }

    private static IReadOnlyList<CorruptionRate> Audit(AuditOptions options)
    {
        using var run = new TestRun();
        return new TableSet(run.Execute(new ModelAudit(), options).Findings!.Tables).Rows<CorruptionRate>();
    }
}
