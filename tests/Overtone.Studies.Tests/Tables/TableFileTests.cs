using CsCheck;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Tests.Tables;

public class TableFileTests
{
    private static readonly Gen<(long, double, string)[]> Rows =
        Gen.Select(Gen.Long, Gen.Double, Gen.String[Gen.Char.AlphaNumeric, 0, 12]).Array[0, 40];

    [Fact]
    public void What_was_written_is_read_back_with_its_units() => Rows.Sample(
        rows =>
        {
            using var folder = new TemporaryFolder();
            var builder = new TableBuilder("t", Column.Integer("count"), Column.Number("error", "cycles per image"), Column.Text("name"));
            foreach ((long count, double error, string name) in rows)
                builder.Add(count, error, name);
            Table table = builder.Build();
            TableFile.Write(table, folder["t.parquet"]);
            Table read = TableFile.Read(folder["t.parquet"], "t");
            Assert.Equal(table.Columns, read.Columns);
            Assert.Equal(table.Integers("count"), read.Integers("count"));
            Assert.Equal(table.Numbers("error"), read.Numbers("error"));
            Assert.Equal(table.Texts("name"), read.Texts("name"));
        },
        iter: 30, threads: 1);

    [Fact]
    public void The_same_table_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Table table = new TableBuilder("t", Column.Number("x"), Column.Text("y")).Add(double.NaN, "a").Add(2.5, "b").Build();
        TableFile.Write(table, folder["a"]);
        TableFile.Write(table, folder["b"]);
        Assert.Equal(File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]));
    }

    [Theory]
    [InlineData("not parquet at all")]
    [InlineData("")]
    public void A_file_that_is_no_table_is_refused_by_name(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bad.parquet"], content);
        Assert.Contains("bad.parquet", Assert.Throws<InvalidDataException>(() => TableFile.Read(folder["bad.parquet"], "t")).Message);
    }

    // Parquet.Net 6.1 does not end on some of these, and takes all memory on others.
    [Fact]
    public void A_table_with_any_byte_changed_or_cut_off_is_refused()
    {
        using var folder = new TemporaryFolder();
        TableFile.Write(new TableBuilder("t", Column.Integer("x"), Column.Text("y")).Add(1, "a").Add(2, "b").Build(), folder["good"]);
        byte[] good = File.ReadAllBytes(folder["good"]);
        for (int index = 0; index < good.Length; index++)
        {
            byte[] bad = [.. good];
            bad[index] ^= 0x10;
            Refuse(bad);
            Refuse(good[..index]);
        }

        void Refuse(byte[] content)
        {
            File.WriteAllBytes(folder["bad"], content);
            Assert.StartsWith($"{folder["bad"]}: Parquet: found {content.Length} bytes",
                Assert.Throws<InvalidDataException>(() => TableFile.Read(folder["bad"], "t")).Message);
        }
    }

    [Fact]
    public void A_checked_file_that_is_no_table_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bad"], "PAR1 and so on");
        Assert.Contains(": found ", Assert.Throws<InvalidDataException>(() => TableFile.ReadChecked(folder["bad"], "t")).Message);
    }
}
