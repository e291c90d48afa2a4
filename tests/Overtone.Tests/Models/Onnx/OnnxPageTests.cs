using Overtone.Models.Onnx;
using Overtone.Repository;

namespace Overtone.Tests.Models.Onnx;

/// <summary>The page on ONNX lists the operators that are computed. With OVERTONE_WRITE_DOCS=1 it is written.</summary>
public class OnnxPageTests
{
    [Fact]
    public void The_page_lists_all_operators() => new WrittenPage("onnx.md").Holds("operators",
    [
        "| family | operators |",
        "|---|---|",
        .. OnnxOperators.Families.Select(family => $"| {family.Name} | {string.Join(", ", NamesOf(family.Operators))} |"),
    ]);

    private static IEnumerable<string> NamesOf(IEnumerable<OnnxOperator> operators) => operators
        .Select(o => o.Domain.Length > 0 ? $"{o.Domain}.{o.Name}" : o.Name).Distinct().Order(StringComparer.Ordinal);
}
