using System.Security.Cryptography;
using Overtone.Data;
using Overtone.Data.Planted;

namespace Overtone.Tests.Data.Planted;

public class PlantedImagesTests
{
    private static readonly PlantedImages Few = new() { Train = 100, Test = 50 };

    [Fact]
    public void The_parts_have_the_sizes_and_classes_asked_for()
    {
        var (train, test) = (Few with { Size = 9, Classes = 7 }).Create();

        Assert.Equal((100, 50), (train.Count, test!.Count));
        Assert.Equal(new ImageShape(3, 9, 9), train.Shape);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], train.ClassNames);
        Assert.Equal([15, 15, 14, 14, 14, 14, 14], Sample.ClassCounts(train));
        Assert.Empty(train.Files);
    }

    [Theory]
    [InlineData("planted")]
    [InlineData("planted:size=17,bands=4+7,redundancy=0.3,phases=random")]
    public void A_larger_set_begins_with_the_smaller(string name)
    {
        var set = PlantedImages.Read(name);
        DataSplit small = (set with { Train = 100, Test = 50 }).Create(), large = (set with { Train = 1000, Test = 300 }).Create();

        Assert.Equal(PlantedSamples.Pixels(small.Train), PlantedSamples.Pixels(large.Train).Take(100 * small.Train.Shape.PixelCount));
        Assert.Equal(PlantedSamples.Pixels(small.Test!), PlantedSamples.Pixels(large.Test!).Take(50 * small.Train.Shape.PixelCount));
    }

    [Fact]
    public void The_seed_decides_all_and_the_parts_differ()
    {
        var first = PlantedSamples.Pixels(Few.Create().Train);

        Assert.Equal(first, PlantedSamples.Pixels(Few.Create().Train));
        Assert.NotEqual(first, PlantedSamples.Pixels((Few with { Seed = 1 }).Create().Train));
        Assert.NotEqual(first[..768], PlantedSamples.Pixels(Few.Create().Test!)[..768]);
    }

    [Fact]
    public void Sets_with_other_bands_have_the_same_background()
    {
        var one = Few with { Bands = [new PlantedBand(3, Strength: 0)] };
        var other = Few with { Bands = [new PlantedBand(6, Strength: 0)], Shortcut = new PlantedBand(3, Strength: 0) };

        Assert.Equal(PlantedSamples.Pixels(one.Create().Train), PlantedSamples.Pixels(other.Create().Train));
    }

    // Keys of trials hold the version and not the images: where these bytes change, PlantedImages.Version must too.
    [Theory]
    [InlineData("planted:train=1,test=50", "af8744708d5e46bd")]
    [InlineData(
        "planted:train=1,test=50,size=9,classes=4,bands=2+3.5:1,redundancy=0.5,shortcut=4.25:0.5,phases=random", "af50b4ad9e32fa78")]
    public void A_version_makes_these_images(string name, string checksum)
    {
        byte[] bytes = [.. PlantedSamples.Pixels(PlantedImages.Read(name).Create().Test!).Select(pixel => (byte)Math.Round(pixel * 255))];

        Assert.Equal(1, PlantedImages.Version);
        Assert.Equal(checksum, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
    }

    [Theory]
    [InlineData("planted")]
    [InlineData("planted:size=32,background=0.16,bands=4:2:0")]
    [InlineData("planted:size=32,background=0.09,bands=6:4:0.13")]
    [InlineData("planted:size=32,background=0.09,bands=6:4:0.13,phases=random")]
    public void Hardly_a_pixel_is_clipped_and_the_mean_is_grey(string name)
    {
        var pixels = PlantedSamples.Pixels(PlantedImages.Read(name).Create().Test!);

        Assert.InRange(pixels.Count(pixel => pixel is 0 or 1) / (double)pixels.Length, 0, 0.005);
        Assert.Equal(0.5, pixels.Average(), 0.01);
    }

    [Fact]
    public void Channels_are_alike_as_in_photographs()
    {
        var data = (Few with { Train = 1000, Size = 32 }).Create().Train;
        var images = Enumerable.Range(0, data.Count).Select(index => Sample.Pixels(data, index)).ToArray();
        double[] red = Channel(0), green = Channel(1), blue = Channel(2);

        Assert.InRange(MathNet.Numerics.Statistics.Correlation.Pearson(red, green), 0.9, 0.99);
        Assert.InRange(MathNet.Numerics.Statistics.Correlation.Pearson(red, blue), 0.8, 0.95);

        double[] Channel(int channel) =>
            [.. images.SelectMany(image => image[(channel * 1024)..((channel + 1) * 1024)]).Select(pixel => (double)pixel)];
    }
}
