using CsCheck;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests.Tables;

public class TypedRowTests
{
    [Fact]
    public void Properties_make_the_columns()
    {
        var table = Table.Of<Everything>();
        Assert.Equal("everything", table.Name);
        Assert.Equal(
            [
                Column.Integer("seed"),
                Column.Integer("whole_number"),
                Column.Integer("is_on"),
                Column.Number("low_pass_of_error", "share of L2"),
                Column.Number("single"), Column.Number("if_reached"), Column.Text("name"), Column.Text("kind"),
            ],
            table.Columns);
    }

    [Fact]
    public void Rows_come_back_as_they_went()
    {
        var gen = Gen.Select(
            Gen.Long,
            Gen.Int,
            Gen.Bool,
            Gen.Double,
            Gen.Float.Where(f => !float.IsNaN(f)),
            Gen.Double.Where(d => !double.IsNaN(d)).Nullable(),
            Gen.String,
            Gen.Enum<Kind>(),
            (seed, whole, isOn, number, single, reached, name, kind) =>
                new Everything(seed, whole, isOn, number, single, reached, name, kind));
        gen.Array[0, 20].Sample(rows => Assert.Equal(rows, Table.Of<Everything>(rows).As<Everything>()), iter: 200, threads: 1);
    }

    [Fact]
    public void Null_is_stored_as_NaN_and_an_enumeration_in_kebab_case()
    {
        var table = Table.Of(new Everything(1, 2, true, 0.5, 1, null, "a", Kind.TwoWords));
        Assert.Equal([double.NaN], table.Numbers("if_reached"));
        Assert.Equal(["two-words"], table.Texts("kind"));
        Assert.Equal([1L], table.Integers("is_on"));
    }

    [Fact]
    public void A_table_without_a_column_that_the_rows_need_is_refused_by_name()
    {
        var other = new TableBuilder("pairs", Column.Integer("first")).Add(1).Build();
        Assert.Contains("no column 'second'", Assert.Throws<ArgumentException>(() => other.As<Pair>()).Message, StringComparison.Ordinal);
        var text = new TableBuilder("pairs", Column.Integer("first"), Column.Text("second")).Add(1, "2").Build();
        Assert.Contains(
            "holds Text, not Number",
            Assert.Throws<ArgumentException>(() => text.As<Pair>()).Message,
            StringComparison.Ordinal);
        var spelled = new TableBuilder("kinds", Column.Text("kind")).Add("three-words").Build();
        Assert.Contains(
            "there are one, two-words",
            Assert.Throws<ArgumentException>(() => spelled.As<KindRow>()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_is_no_row_is_refused_by_name()
    {
        Assert.Contains(
            "expected a record with [Table",
            Assert.Throws<ArgumentException>(() => Table.Of<NoTable>()).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "expected a positional record",
            Assert.Throws<ArgumentException>(() => Table.Of<NotPositional>()).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Dated.Day is a DateTime",
            Assert.Throws<ArgumentException>(() => Table.Of<Dated>()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Panels_name_properties_and_only_properties()
    {
        Panel panel = new Plot<Everything>("t").Where(r => r.Kind, Kind.TwoWords).Where(r => r.LowPassOfError, 0.1).Where(r => r.IsOn, true)
            .X(r => r.WholeNumber, "x").Y(r => r.LowPassOfError, "y", log: true, min: 1).By(r => r.Name).MeanOver(r => r.Seed);
        var series = Assert.IsType<SeriesPanel>(panel);
        Assert.Equal(
            ("everything", "whole_number", "low_pass_of_error", "name", "seed"),
            (series.Table, series.X.Column, series.Y.Column, series.Series, series.Replicate));
        Assert.Equal([new Where("kind", "two-words"), new Where("low_pass_of_error", "0.1"), new Where("is_on", "1")], series.Where);
        Assert.Throws<ArgumentException>(() => new Plot<Everything>().X(r => r.Seed + 1, "x"));
        Assert.Throws<ArgumentException>(() => new Plot<Everything>().X(r => r.Name.Length, "x"));
        Assert.Contains(
            "has no Y",
            Assert.Throws<InvalidOperationException>(() => new Plot<Everything>("t").X(r => r.Seed, "x").ToPanel()).Message,
            StringComparison.Ordinal);
    }

    internal enum Kind
    {
        One,
        TwoWords,
    }

    [Table("everything")]
    internal sealed record Everything(
        long Seed, int WholeNumber, bool IsOn, [Unit("share of L2")] double LowPassOfError, float Single, double? IfReached, string Name,
        Kind Kind);

    [Table("pairs")]
    internal sealed record Pair(int First, double Second);

    [Table("kinds")]
    internal sealed record KindRow(Kind Kind);

    internal sealed record NoTable(int First);

    [Table("none")]
    internal sealed record NotPositional;

    [Table("dated")]
    internal sealed record Dated(DateTime Day);
}
