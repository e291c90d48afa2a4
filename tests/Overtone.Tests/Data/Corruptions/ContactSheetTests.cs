using Overtone.Data;
using Overtone.Data.Corruptions;
using SkiaSharp;

namespace Overtone.Tests.Data.Corruptions;

public class ContactSheetTests
{
    [Fact]
    public void Every_row_shows_the_image_and_its_five_severities()
    {
        ImageShape shape = new(3, 6, 8);
        var data = CorruptionSamples.Set(shape, 3);
        Corruption[] rows = [CorruptionCatalog.Named("fog"), CorruptionCatalog.Named("contrast")];
        var sheet = ContactSheet.Make(data, [2, 0], corruptions: rows, magnification: 2);

        Assert.Equal(["fog", "contrast"], sheet.Rows);
        Assert.Equal((14, 18), sheet.Pitch);
        Assert.Equal(new ImageShape(3, 2 * 14 + 2, 2 * (6 * 18 + 4) - 2), sheet.Shape);
        var expected = CorruptionSamples.Apply(rows[1], Sample.Pixels(data, 0), shape, 4);
        // Second row, second image, severity 4, green, pixel (5, 7) of the image, lower right corner of its square.
        int top = 14 + 2 + 2 * 5 + 1, left = 2 + 112 + 4 * 18 + 2 * 7 + 1;
        Assert.Equal(expected[48 + 5 * 8 + 7], sheet.Pixels[(sheet.Shape.Height + top) * sheet.Shape.Width + left]);
        Assert.Equal(1, sheet.Pixels[0]);
    }

    [Fact]
    public void Grey_images_are_shown_without_what_needs_colour()
    {
        var sheet = ContactSheet.Make(CorruptionSamples.Set(new ImageShape(1, 8, 8), 1), [0]);
        Assert.Equal(18, sheet.Rows.Count);
        Assert.DoesNotContain("saturate", sheet.Rows);
        var plane = sheet.Shape.Height * sheet.Shape.Width;
        Assert.Equal(sheet.Pixels[..plane], sheet.Pixels[plane..(2 * plane)]);
    }

    [Fact]
    public void Sheets_are_written_for_the_eye_where_a_folder_is_named()
    {
        var folder = Environment.GetEnvironmentVariable("OVERTONE_SHEETS");
        Assert.SkipUnless(folder is not null, "OVERTONE_SHEETS names no folder.");
        var cifar = CorruptionSamples.Cifar(400);
        Save(ContactSheet.Make(cifar, [57, 222, 301], corruptions: [.. CorruptionCatalog.All.Take(10)], magnification: 3), "cifar-1");
        Save(ContactSheet.Make(cifar, [57, 222, 301], corruptions: [.. CorruptionCatalog.All.Skip(10)], magnification: 3), "cifar-2");
        var large = TestData.Roots.Select(root => Path.Combine(root, "imagenet-sample")).FirstOrDefault(Directory.Exists);
        if (large is not null)
        {
            var photographs = DataSource.Open(large, [], cancellation: TestContext.Current.CancellationToken).Evaluation;
            var dark = Enumerable.Range(0, photographs.Count).OrderBy(index => Sample.Pixels(photographs, index).Average()).ElementAt(photographs.Count / 6);
            foreach (var part in Enumerable.Range(0, 5))
            {
                Save(ContactSheet.Make(photographs, [dark], corruptions: [.. CorruptionCatalog.All.Skip(4 * part).Take(4)]), $"large-{part + 1}");
            }
        }

        foreach (var index in Enumerable.Range(0, 6))
        {
            var ice = FrostTextures.Procedural.Get(index, 3);
            Dataset picture = new MemoryDataset("ice", new ImageShape(3, ice.Height, ice.Width), ["ice"], [0], ice.Planes.ToArray());
            Save(ContactSheet.Make(picture, [0], corruptions: [CorruptionCatalog.Named("contrast")]), $"ice-{index + 1}");
        }

        void Save(ContactSheet sheet, string name)
        {
            var (plane, pixels) = (sheet.Shape.Height * sheet.Shape.Width, sheet.Pixels);
            var info = new SKImageInfo(sheet.Shape.Width, sheet.Shape.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            byte[] bytes = [.. Enumerable.Range(0, 4 * plane).Select(place => place % 4 == 3 ? (byte)255 : (byte)(pixels[place % 4 * plane + place / 4] * 255))];
            using var image = SKImage.FromPixelCopy(info, bytes);
            using var data = image.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(folder!, $"{name}.png"), data.ToArray());
        }
    }
}
