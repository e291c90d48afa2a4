using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class ImageListReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImageListReaderTests()
    {
        _folder.Write("images/a.png", SampleImage.Png(2, 3, blue: 1));
        _folder.Write("images/b.png", SampleImage.Png(2, 3, blue: 2));
        _folder.Write("c.png", SampleImage.Png(2, 3, blue: 3));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_keep_their_order_and_classes_without_a_name_are_called_by_their_number()
    {
        var data = Read(
            "file,wnid,class_index,name\nc.png,n3,4,crane\nimages/a.png,n1,0,\"tench, \"\"Tinca tinca\"\"\"\nimages/b.png,n2,2,\n");

        Assert.Equal([4, 0, 2], data.Labels);
        Assert.Equal(["tench, \"Tinca tinca\"", "1", "2", "3", "crane"], data.ClassNames);
        Assert.Equal([_folder["c.png"], _folder["images/a.png"], _folder["images/b.png"], _folder["labels.csv"]], data.Files);
        Assert.Equal(Path.GetFileName(_folder.Path), data.Name);
        Assert.Equal(new ImageShape(3, 2, 3), data.Shape);
        Assert.Equal([3 / 255f, 1 / 255f, 2 / 255f], Enumerable.Range(0, 3).Select(index => Sample.Pixels(data, index)[^1]));
    }

    [Fact]
    public void Columns_are_found_whatever_their_case_and_lines_end_as_they_like()
    {
        var data = Read("\uFEFFLabel, File\r\n1, c.png\r\n\r\n0, images/a.png\r\n");

        Assert.Equal([1, 0], data.Labels);
        Assert.Equal(["0", "1"], data.ClassNames);
    }

    [Fact]
    public void Two_classes_may_have_one_name() =>
        Assert.Equal(["crane", "crane"], Read("file,label,name\nc.png,0,crane\nimages/a.png,1,crane\n").ClassNames);

    [Fact]
    public void Decoding_on_demand_gives_the_same_pixels()
    {
        const string List = "file,label\nc.png,1\nimages/a.png,0\n";
        Dataset now = Read(List),
            later = ImageListReader.Read(_folder["labels.csv"], memoryLimit: 0, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(now.Files, later.Files);
        Assert.Equal(Sample.Pixels(now, 1), Sample.Pixels(later, 1));
    }

    [Theory]
    [InlineData("path,label\nc.png,0\n", "columns", "path, label", "one called file")]
    [InlineData("file,class\nc.png,0\n", "columns", "file, class", "one called label or class_index")]
    [InlineData("file;label\nc.png;0\n", "columns", "file;label", "one called file")]
    [InlineData("file,label\n", "rows", "none", "a line of column names and at least one row")]
    [InlineData("", "rows", "none", "a line of column names and at least one row")]
    [InlineData(
        "file,label\nc.png,0\nimages/a.png,1,tench, Tinca\n",
        "line 3",
        "4 fields",
        "2, one for each column (quote fields that contain a comma)")]
    [InlineData("file,label\n\"c.png,0\n", "line 2", "a quote that is not closed", "one row per line")]
    [InlineData("file,label,name\nc.png,0,a\nimages/a.png,0,b\n", "name of line 3", "'b'", "'a', the name of class 0 in an earlier line")]
    [InlineData("file,label\nc.png,0\n./c.png,1\n", "file of line 3", "'./c.png', which line 2 also names", "each image once")]
    public void A_fault_is_named_with_its_place(string list, string field, string found, string expected)
    {
        var fault = Assert.Throws<DataFormatException>(() => Read(list));

        Assert.Equal((_folder["labels.csv"], field, found, expected), (fault.File, fault.Field, fault.Found, fault.Expected));
    }

    [Theory]
    [InlineData("dog")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1000000")]
    [InlineData("")]
    public void A_label_is_a_whole_number(string label)
    {
        var fault = Assert.Throws<DataFormatException>(() => Read($"file,label\nc.png,0\nimages/a.png,{label}\n"));

        Assert.Equal(("label of line 3", $"'{label}'"), (fault.Field, fault.Found));
        Assert.StartsWith("a whole number from 0 to 999,999", fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_image_is_named_with_its_line()
    {
        var fault = Assert.Throws<DataFormatException>(() => Read("file,label\nc.png,0\nimages/z.png,1\n"));

        Assert.Equal(("file of line 3", "'images/z.png', which does not exist"), (fault.Field, fault.Found));
        Assert.Contains(_folder.Path, fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_of_another_size_is_named()
    {
        _folder.Write("d.png", SampleImage.Png(2, 2));

        Assert.Equal(_folder["d.png"], Assert.Throws<DataFormatException>(() => Read("file,label\nc.png,0\nd.png,1\n")).File);
    }

    private Dataset Read(string list) =>
        ImageListReader.Read(_folder.Write("labels.csv", list), cancellation: TestContext.Current.CancellationToken);
}
