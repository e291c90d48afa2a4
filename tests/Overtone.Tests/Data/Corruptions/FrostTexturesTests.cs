using Overtone.Data;
using Overtone.Data.Corruptions;

namespace Overtone.Tests.Data.Corruptions;

public class FrostTexturesTests
{
    [Fact]
    public void There_are_six_pictures_each_another_and_made_once()
    {
        var textures = FrostTextures.Procedural;
        Assert.Equal(6, textures.Count);
        var pictures = Enumerable.Range(0, 6).Select(index => textures.Get(index, 1)).ToArray();
        Assert.Equal(6, pictures.Select(picture => Convert.ToHexString(picture.Planes[..3000])).Distinct().Count());
        Assert.Same(pictures[0], textures.Get(0, 1));
        Assert.All(pictures, picture => Assert.True(picture.Planes.ToArray().Average(value => value) is > 40 and < 215));
        Assert.Equal(2 * pictures[0].Width, textures.Get(0, 2).Width);
    }

    [Fact]
    public void Pictures_of_ones_own_are_shrunk_to_a_fifth()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.png", SampleImage.Png(200, 260, blue: 77));
        folder.Write("notes.txt", "no picture");
        var textures = FrostTextures.FromFolder(folder.Path);
        var texture = textures.Get(0, 1);
        Assert.Equal((1, 40, 52), (textures.Count, texture.Height, texture.Width));
        Assert.All(texture.Planes[(2 * 40 * 52)..].ToArray(), blue => Assert.Equal(77, blue));

        ImageShape shape = new(3, 32, 32);
        var settings = new CorruptionSettings { Frost = textures };
        var result = CorruptionSamples.Apply(CorruptionCatalog.Named("frost"), new float[shape.PixelCount], shape, 3, settings: settings);
        Assert.All(result[2048..], blue => Assert.Equal(MathF.Floor(0.4f * 77) / 255, blue));
    }

    [Fact]
    public void Folders_that_will_not_do_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("pictures of ice", Assert.Throws<DataFormatException>(() => FrostTextures.FromFolder(folder.Path)).Field);
        folder.Write("small.png", SampleImage.Png(150, 200));
        var settings = new CorruptionSettings { Frost = FrostTextures.FromFolder(folder.Path) };
        ImageShape shape = new(3, 32, 32);
        var fault = Assert.Throws<DataFormatException>(() =>
            CorruptionSamples.Apply(CorruptionCatalog.Named("frost"), new float[shape.PixelCount], shape, 1, settings: settings));
        Assert.Equal(("size", "more than 32x32 pixels"), (fault.Field, fault.Expected));
    }
}
