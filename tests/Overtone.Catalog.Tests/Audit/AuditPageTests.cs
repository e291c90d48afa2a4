using System.Text.RegularExpressions;
using Overtone.Catalog.Audit;
using Overtone.Models;

namespace Overtone.Catalog.Tests.Audit;

/// <summary>docs/audit.md explains every number of the summary, and no other.</summary>
public class AuditPageTests
{
    [Fact]
    public void The_page_lists_every_number_of_the_summary_with_its_unit()
    {
        using var run = new TestRun();
        var options = new AuditOptions
        {
            Model = Path.Combine(AppContext.BaseDirectory, "Audit", "Fixtures", "digits.pt"),
            Images = 20,
            Norm = 2,
            Region = 3,
            Bandwidths = [3, 5],
            BatchSize = 20,
            Method = HeatMapMethod.Gradient,
            Dtype = NumberType.Bfloat16,
        };
        // Gradients are TorchScript's, names of layers and readable kernels ONNX's.
        var onnx = options with
        {
            Model = Path.ChangeExtension(options.Model, ".onnx"),
            Method = HeatMapMethod.Perturbation,
            Dtype = NumberType.Float32,
            Corruptions = ["none"],
            Attacks = ["none"],
        };
        var measured = run.Execute(new ModelAudit(), options).Findings!.Estimates
            .Concat(run.Execute(new ModelAudit(), onnx).Findings!.Estimates)
            .Select(e => (e.Name, e.Unit)).Distinct();
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Audit", "audit.md"));
        int first = page.IndexOf("## The summary", StringComparison.Ordinal),
            next = page.IndexOf("## The heat map", StringComparison.Ordinal);
        var summary = page[first..next];
        var listed = Regex.Matches(summary, @"^\| `(?<name>\w+)` \| (?<unit>[^|]*)\|", RegexOptions.Multiline)
            .Select(row => (row.Groups["name"].Value, row.Groups["unit"].Value.Trim()));
        Assert.Equal(measured, listed);
    }
}
