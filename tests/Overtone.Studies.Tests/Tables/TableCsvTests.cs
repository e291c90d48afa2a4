using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests.Tables;

public class TableCsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    [InlineData("cat=1", "cat=1")]
    [InlineData("", "")]
    public void Text_that_a_spreadsheet_would_compute_has_an_apostrophe(string text, string expected) =>
        Assert.Equal($"name\n{expected}\n", Csv(new TableBuilder("t", Column.Text("name")).Add(text)));

    [Fact]
    public void Numbers_are_not_touched() =>
        Assert.Equal("a,b\n-3,-0.5\n", Csv(new TableBuilder("t", Column.Integer("a"), Column.Number("b")).Add(-3, -0.5)));

    private static string Csv(TableBuilder table)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        TableCsv.Write(table.Build(), writer);
        return writer.ToString();
    }
}
