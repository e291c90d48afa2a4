using Overtone.Catalog.Audit;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Tests.Audit.Comparison;

public class SideBySideTests
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Audit", "Fixtures");
    private static readonly string Onnx = Path.Combine(Fixtures, "digits.onnx"), Script = Path.Combine(Fixtures, "digits.pt");

    private static readonly AuditOptions Options = new()
    {
        Model = Onnx,
        CompareWith = [Script],
        Images = 60,
        Norm = 2,
        Region = 3,
        Bandwidths = [3, 5],
        BatchSize = 20,
        Corruptions = ["gaussian_noise", "fog", "contrast"],
        Attacks = ["none"],
    };

    [Fact]
    public void Two_exports_of_one_network_do_not_differ()
    {
        using var run = new TestRun();
        StudyFindings findings = run.Execute(new ModelAudit(), Options).Findings!;
        Assert.All(
            findings.Estimates.Where(e => e.Name.EndsWith("_difference", StringComparison.Ordinal)),
            e => Assert.Equal(0, e.Value, 1e-12));
        Assert.Equal(100, findings.Estimates.Single(e => e.Name == "digits-pt.mean_corruption_error").Value, 1e-9);
        Assert.All(findings.Tables.Single(t => t.Name == "heatmap_difference").Rows, r => Assert.Equal(0, r.Number("difference"), 1e-12));
        Assert.Equal(0, findings.Estimates.Single(e => e.Name == "digits-pt.corruption_slope").Value, 1e-9);
    }

    [Fact]
    public void Each_model_has_what_an_audit_of_it_alone_finds_and_no_trial_is_measured_twice()
    {
        using var run = new TestRun();
        StudyFindings both = run.Execute(new ModelAudit(), Options).Findings!;
        var measured = 0;
        run.OnEvent = e => measured += e.Kind == Studies.Runs.TrialEventKind.Started ? 1 : 0;
        StudyFindings alone = run.Execute(new ModelAudit(), Options with { Model = Script, CompareWith = [] }).Findings!;
        Assert.Equal(0, measured);
        Assert.All(alone.Estimates, e => Assert.Equal(e.Value, both.Estimates.Single(other => other.Name == $"digits-pt.{e.Name}").Value));
        Assert.Superset(alone.Tables.Select(t => $"digits-pt_{t.Name}").ToHashSet(), both.Tables.Select(t => t.Name).ToHashSet());
        string[] tables = [.. both.Tables.Select(t => t.Name)];
        Assert.Equal(tables.Distinct(), tables);
        Assert.Equal(both.Figures.Select(f => f.Id).Distinct(), both.Figures.Select(f => f.Id));
    }

    [Fact]
    public void A_model_with_another_contrast_differs_where_the_numbers_say()
    {
        using var run = new TestRun();
        // The same network fed with half the contrast: another model, behind a name of its own.
        var other = run.Copy(Onnx, "faint.onnx");
        var description = File.ReadAllText(Path.ChangeExtension(Onnx, ".json"));
        File.WriteAllText(
            Path.ChangeExtension(other, ".json"), description.Replace("{", "{ \"std\": [2.0], ", StringComparison.Ordinal));
        StudyFindings findings = run.Execute(new ModelAudit(), Options with { CompareWith = [other] }).Findings!;
        double Of(string name) => findings.Estimates.Single(e => e.Name == name).Value;
        Assert.Equal(Of("faint.clean_accuracy") - Of("digits.clean_accuracy"), Of("faint.clean_accuracy_difference"), 1e-12);
        Assert.All(
            findings.Estimates.Where(e => e.Name.EndsWith("_difference", StringComparison.Ordinal)),
            e => Assert.InRange(e.Value, e.Low!.Value, e.High!.Value));
        Assert.All(findings.Highlights, e => Assert.True(e.Low > 0 || e.High < 0, e.Statement));
        Figure maps = findings.Figures.Single(figure => figure.Id == "heat-map-difference");
        Assert.Equal(["digits", "faint", "the difference"], maps.Panels.Select(panel => panel.Title));
        Assert.Contains(
            findings.Tables.Single(t => t.Name == "comparison").Rows,
            r => r.Text("model") == "faint" && r.Text("compared_with_first").Length > 0);
        Assert.Contains(findings.Notes, note => note.StartsWith("Against digits, faint is better at", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new[] { "nets/ResNet_8.onnx", "nets/b.pt" }, new[] { "resnet-8", "b" }, new[] { "ResNet_8", "b" })]
    [InlineData(new[] { "Net.onnx", "net.pt" }, new[] { "net-onnx", "net-pt" }, new[] { "Net.onnx", "net.pt" })]
    [InlineData(
        new[] { "one/net v2.pt", "two/net v2.pt" }, new[] { "net-v2-pt", "net-v2-pt-2" }, new[] { "net v2.pt", "net v2.pt (2)" })]
    public void Models_are_called_as_their_files_and_labels_are_plain_and_distinct(string[] models, string[] labels, string[] names)
    {
        IReadOnlyList<ModelName> found = SideBySide.NamesOf(new AuditOptions { Model = models[0], CompareWith = models[1..] });
        Assert.Equal(labels, found.Select(model => model.Label));
        Assert.Equal(names, found.Select(model => model.Name));
    }

    [Fact]
    public void A_model_beside_itself_differs_in_nothing()
    {
        using var run = new TestRun();
        StudyFindings findings = run.Execute(new ModelAudit(), Options with { CompareWith = [Onnx] }).Findings!;
        Assert.Equal(0, findings.Estimates.Single(e => e.Name == "digits-onnx-2.clean_accuracy_difference").Value);
    }
}
