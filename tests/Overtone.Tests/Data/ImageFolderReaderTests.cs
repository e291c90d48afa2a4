using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class ImageFolderReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_and_files_come_in_ordinal_order()
    {
        _folder.Write("b/10.png", SampleImage.Png(2, 3, blue: 10));
        _folder.Write("b/9.png", SampleImage.Png(2, 3, blue: 9));
        _folder.Write("Z/1.png", SampleImage.Png(2, 3, blue: 1));
        _folder.Write("a/1.PNG", SampleImage.Png(2, 3, blue: 2));
        _folder.Write("a/notes.txt", "passed over");
        _folder.Write("a/.hidden.png", "passed over");
        _folder.Write(".git/x.png", "passed over");
        var data = Read();

        Assert.Equal(["Z", "a", "b"], data.ClassNames);
        Assert.Equal([0, 1, 2, 2], data.Labels);
        Assert.Equal([_folder["Z/1.png"], _folder["a/1.PNG"], _folder["b/10.png"], _folder["b/9.png"]], data.Files);
        Assert.Equal(Path.GetFileName(_folder.Path), data.Name);
        Assert.Equal(new ImageShape(3, 2, 3), data.Shape);
        float[] expected = [0, 10, 20, 0, 10, 20, 0, 0, 0, 10, 10, 10, 9, 9, 9, 9, 9, 9];
        Assert.Equal(expected.Select(value => value / 255), Sample.Pixels(data, 3));
    }

    [Fact]
    public void Decoding_on_demand_gives_the_same_pixels()
    {
        _folder.Write("a/1.png", SampleImage.Png(5, 3, blue: 1));
        _folder.Write("b/1.jpg", SampleImage.DetailedJpeg(5, 3));
        var now = Read();
        var later = Read(memoryLimit: 0);

        Assert.Equal(now.Files, later.Files);
        Assert.Equal(Sample.Pixels(now, 0), Sample.Pixels(later, 0));
        Assert.Equal(Sample.Pixels(now, 1), Sample.Pixels(later, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Pixels(later, 2));
    }

    [Fact]
    public void Grey_images_have_one_channel()
    {
        _folder.Write("a/1.png", SampleImage.GreyPng(1, 3));
        _folder.Write("b/1.png", SampleImage.GreyPng(1, 3));
        var data = Read();

        Assert.Equal(1, data.Shape.Channels);
        Assert.Equal([0, 10 / 255f, 20 / 255f], Sample.Pixels(data, 1));
    }

    [Fact]
    public void A_grey_image_among_colours_fills_three_channels()
    {
        _folder.Write("a/1.png", SampleImage.GreyPng(1, 2));
        _folder.Write("b/1.png", SampleImage.Png(1, 2));
        var data = Read();

        Assert.Equal(3, data.Shape.Channels);
        Assert.Equal([0, 10 / 255f, 0, 10 / 255f, 0, 10 / 255f], Sample.Pixels(data, 0));
    }

    [Fact]
    public void Transparency_does_not_touch_the_colours()
    {
        _folder.Write("a/1.png", SampleImage.Png(1, 2, blue: 77, alpha: 100));
        _folder.Write("b/1.png", SampleImage.Png(1, 2));

        Assert.Equal([0, 10 / 255f, 0, 0, 77 / 255f, 77 / 255f], Sample.Pixels(Read(), 0));
    }

    [Fact]
    public void A_jpeg_is_known_by_its_content()
    {
        _folder.Write("a/1.png", SampleImage.Jpeg(8, 8, 200, 100, 50));
        _folder.Write("b/1.jpeg", SampleImage.Png(8, 8));
        var pixels = Sample.Pixels(Read(), 0);

        Assert.Equal(200 / 255.0, pixels[0], 0.01);
        Assert.Equal(100 / 255.0, pixels[64], 0.01);
        Assert.Equal(50 / 255.0, pixels[128], 0.01);
    }

    [Fact]
    public void One_class_is_too_few()
    {
        _folder.Write("a/1.png", SampleImage.Png(2, 2));

        Fault(_folder.Path, "class folders", "1");
    }

    [Fact]
    public void A_class_without_images_is_named()
    {
        _folder.Write("a/1.png", SampleImage.Png(2, 2));
        _folder.Write("b/notes.txt", "nothing else");

        Fault(_folder["b"], "images", "none");
    }

    [Fact]
    public void An_image_of_another_size_is_named()
    {
        _folder.Write("a/1.png", SampleImage.Png(2, 2));
        _folder.Write("b/1.png", SampleImage.Png(2, 3));

        Fault(_folder["b/1.png"], "size", "2x3 pixels");
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.5, ImageFolderReader.DefaultMemoryLimit)]
    [InlineData(0.95, ImageFolderReader.DefaultMemoryLimit)]
    public void A_truncated_jpeg_is_named_when_it_is_read_and_not_before(double part, long memoryLimit)
    {
        var whole = SampleImage.DetailedJpeg(32, 32);
        _folder.Write("a/1.png", SampleImage.Png(32, 32));
        _folder.Write("b/1.jpg", whole[..(int)(whole.Length * part)]);
        var data = Read(memoryLimit);

        data.Images([0]).Dispose();
        foreach (var fault in new[]
        {
            Assert.Throws<DataFormatException>(() => Sample.Pixels(data, 1)),
            Assert.Throws<DataFormatException>(() => data.Images([0, 1])),
        })
        {
            Assert.Equal((_folder["b/1.jpg"], "pixels", "a truncated image"), (fault.File, fault.Field, fault.Found));
        }
    }

    [Fact]
    public void A_small_set_decodes_each_image_once_and_only_those_that_are_read()
    {
        _folder.Write("a/1.png", SampleImage.Png(2, 2, blue: 1));
        _folder.Write("a/2.png", SampleImage.Png(2, 2, blue: 2));
        _folder.Write("b/1.png", SampleImage.Png(2, 2, blue: 3));
        var data = Read();
        var subset = data.Subset(2, seed: 1);
        using var first = subset.Images([1, 0, 1]);
        foreach (var file in data.Files)
        {
            File.Delete(file);
        }

        using var again = subset.Images([1, 0, 1]);
        Tensors.RequireSame(first, again);
        Assert.Throws<DataFormatException>(() => data.Images([0, 1, 2]));
    }

    [Fact]
    public void A_damaged_header_is_named()
    {
        _folder.Write("a/1.png", SampleImage.Png(32, 32));
        _folder.Write("b/1.jpg", SampleImage.DetailedJpeg(32, 32)[..20]);

        Fault(_folder["b/1.jpg"], "image", "20 bytes that are no image, or a damaged header");
    }

    [Fact]
    public void Text_called_png_is_named()
    {
        _folder.Write("a/1.png", SampleImage.Png(2, 2));
        _folder.Write("b/1.png", "hello");

        Fault(_folder["b/1.png"], "image", "5 bytes that are no image, or a damaged header");
    }

    [Fact]
    public void Of_many_faults_the_first_in_order_is_reported()
    {
        _folder.Write("a/000.png", SampleImage.Png(2, 2));
        for (var number = 1; number < 300; number++)
        {
            _folder.Write($"b/{number:000}.png", number < 100 ? SampleImage.Png(2, 2) : [1, 2, 3]);
        }

        Fault(_folder["b/100.png"], "image", "3 bytes that are no image, or a damaged header");
    }

    [Fact]
    public void Other_formats_are_refused_by_name_and_by_content()
    {
        var png = SampleImage.Png(2, 2);
        // An icon, which the decoder knows and we do not take.
        byte[] icon = [0, 0, 1, 0, 1, 0, 2, 2, 0, 0, 1, 0, 32, 0, .. BitConverter.GetBytes(png.Length), 22, 0, 0, 0, .. png];
        _folder.Write("a/1.png", png);
        _folder.Write("b/1.tiff", icon);
        Fault(_folder["b/1.tiff"], "image", ".tiff");

        File.Move(_folder["b/1.tiff"], _folder["b/1.png"]);
        Fault(_folder["b/1.png"], "image", "Ico");
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Equal("folder", Assert.Throws<DataFormatException>(() => ImageFolderReader.List(_folder["none"])).Field);

    [Fact]
    public void Reading_stops_when_cancelled()
    {
        _folder.Write("a/1.png", SampleImage.Png(2, 2));
        _folder.Write("b/1.png", SampleImage.Png(2, 2));

        Assert.Throws<OperationCanceledException>(
            () => ImageFolderReader.Read(_folder.Path, cancellation: new CancellationToken(canceled: true)));
    }

    private Dataset Read(long memoryLimit = ImageFolderReader.DefaultMemoryLimit) =>
        ImageFolderReader.Read(_folder.Path, memoryLimit: memoryLimit, cancellation: TestContext.Current.CancellationToken);

    private void Fault(string file, string field, string found)
    {
        var fault = Assert.Throws<DataFormatException>(() => Read());

        Assert.Equal((file, field, found), (fault.File, fault.Field, fault.Found));
    }
}
