using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests.Tables;

public class TableTests
{
    private static Table Sample() => new TableBuilder("sample", Column.Integer("seed"), Column.Number("error"), Column.Text("network"))
        .Add(1, 0.5, "tanh").Add(2L, 0.25f, "relu").Add(3, double.NaN, "a, \"b\"").Build();

    [Fact]
    public void Rows_read_by_name()
    {
        Row row = Sample().Rows.ElementAt(1);
        Assert.Equal((2L, 0.25, "relu", 2.0), (row.Integer("seed"), row.Number("error"), row.Text("network"), row.Number("seed")));
    }

    [Fact]
    public void An_unknown_column_is_named_with_those_there_are() =>
        Assert.Contains(
            "no column 'sed'; it has seed, error, network",
            Assert.Throws<ArgumentException>(() => Sample().Integers("sed")).Message);

    [Fact]
    public void A_row_of_another_length_or_type_is_refused()
    {
        var builder = new TableBuilder("t", Column.Integer("a"));
        Assert.Throws<ArgumentException>(() => builder.Add(1, 2));
        Assert.Throws<ArgumentException>(() => builder.Add("text"));
    }

    [Fact]
    public void Concatenation_keeps_rows_in_order_and_refuses_other_columns()
    {
        Table joined = Table.Concatenate([Sample(), Sample()]);
        Assert.Equal([1, 2, 3, 1, 2, 3], joined.Integers("seed"));
        Assert.Throws<ArgumentException>(() => Table.Concatenate([Sample(), new TableBuilder("sample", Column.Integer("seed")).Build()]));
    }

    [Fact]
    public void Permuting_a_column_keeps_its_values_and_the_others_places()
    {
        Table table = Table.Concatenate([Sample(), Sample(), Sample()]);
        Table permuted = table.Permute("seed", 7);
        Assert.NotEqual(table.Integers("seed"), permuted.Integers("seed"));
        Assert.Equal(table.Integers("seed").Order(), permuted.Integers("seed").Order());
        Assert.Equal(table.Texts("network"), permuted.Texts("network"));
    }

    [Fact]
    public void Csv_quotes_what_needs_it_and_keeps_full_precision()
    {
        using var writer = new StringWriter();
        TableCsv.Write(new TableBuilder("t", Column.Number("x"), Column.Text("name")).Add(1.0 / 3, "a, \"b\"").Build(), writer);
        Assert.Equal("x,name\n0.3333333333333333,\"a, \"\"b\"\"\"\n", writer.ToString().ReplaceLineEndings("\n"));
    }
}
