using Overtone.Catalog.Audit;
using Overtone.Studies;

namespace Overtone.Catalog.Tests.Audit;

public class ClassHeatMapsTests
{
    private static readonly AuditOptions Options = SmallAudit.Options with { Images = 200, Region = 3, Layers = ["none"] };

    [Fact]
    public void The_classes_make_up_the_heat_map_of_all()
    {
        using var run = new TestRun();
        var outcome = run.Execute(new ModelAudit(), Options);
        var tables = new TableSet(outcome.Findings!.Tables);
        ILookup<(int, int), ClassCell> classes = tables.Rows<ClassCell>().ToLookup(r => (r.FrequencyY, r.FrequencyX));
        foreach (CellError cell in tables.Rows<CellError>())
        {
            ClassCell[] each = [.. classes[(cell.FrequencyY, cell.FrequencyX)]];
            Assert.Equal(10, each.Length);
            Assert.Equal(cell.Images, each.Sum(r => r.Images));
            Assert.Equal(cell.Error, each.Sum(r => r.Error * r.Images) / cell.Images, 1e-12);
        }

        ClassError[] errors = [.. tables.Rows<ClassError>()];
        Assert.Equal(errors.Select(r => r.AboveClean).OrderDescending(), errors.Select(r => r.AboveClean));
        Assert.All(errors, r => Assert.Equal(r.MeanError - r.CleanError, r.AboveClean, 1e-12));
        Assert.All(errors, r => Assert.InRange(r.AboveClean, r.Low, r.High));
        var estimate = outcome.Findings.Estimates.Single(e => e.Name == "worst_class_error_above_clean");
        Assert.Equal(errors[0].AboveClean, estimate.Value);
        Assert.Contains($"most affected is {errors[0].Class}:", estimate.Statement, StringComparison.Ordinal);
        Assert.Equal(10, outcome.Findings.Figures.Single(f => f.Id == "class-heat-maps").Panels.Count);
    }

    [Fact]
    public void A_class_of_a_few_images_says_nothing()
    {
        using var run = new TestRun();
        var estimates = run.Execute(new ModelAudit(), Options with { Images = 20 }).Findings!.Estimates;
        var estimate = estimates.Single(e => e.Name == "worst_class_error_above_clean");
        Assert.Equal("Not measured: fewer than two classes have 5 images.", estimate.Statement);
    }

    [Fact]
    public void It_can_be_left_out()
    {
        using var run = new TestRun();
        var findings = run.Execute(new ModelAudit(), Options with { ClassMaps = 0 }).Findings!;
        Assert.DoesNotContain(findings.Estimates, e => e.Name == "worst_class_error_above_clean");
        Assert.DoesNotContain(findings.Tables, t => t.Name.StartsWith("class_", StringComparison.Ordinal));
    }
}
