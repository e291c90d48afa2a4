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
        var measured = run.Execute(new ModelAudit(), options).Findings!.Estimates.Select(e => (e.Name, e.Unit));
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Audit", "audit.md"));
        var summary = page[page.IndexOf("## The summary", StringComparison.Ordinal)..page.IndexOf("## The heat map", StringComparison.Ordinal)];
        var listed = Regex.Matches(summary, @"^\| `(?<name>\w+)` \| (?<unit>[^|]*)\|", RegexOptions.Multiline)
            .Select(row => (row.Groups["name"].Value, row.Groups["unit"].Value.Trim()));
        Assert.Equal(measured, listed);
    }
}
