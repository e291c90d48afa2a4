using Overtone.Data;
using Overtone.Data.Planted;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Data.Planted;

public class PlantedSpectrumTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(33)]
    public void The_background_has_a_power_that_falls_as_the_square_of_frequency(int size)
    {
        using var scope = NewDisposeScope();
        var set = new PlantedImages { Size = size, Train = 100, Test = 1, Bands = [new PlantedBand(4, Strength: 0)] };
        Dataset data = set.Create().Train;
        Tensor images = data.Images([.. Enumerable.Range(0, data.Count)]).to_type(ScalarType.Float64);

        // Of the channels, and of their colours without the brightness.
        foreach (Tensor planes in (Tensor[])[images, images - images.mean([1], keepdim: true)])
        {
            double[] profile = [.. RadialProfile.Of(planes).mean([0, 1]).data<double>()];
            Assert.Equal(-2, LineFit.Of([.. profile.Index().Skip(1).Select(r => (Math.Log(r.Index), Math.Log(r.Item)))]).Slope, 0.2);
        }
    }

    [Theory]
    [InlineData("planted")]
    [InlineData("planted:phases=random")]
    [InlineData("planted:size=33,bands=6.5:3:0.1,background=0.1")]
    [InlineData("planted:size=33,bands=6.5:3:0.1,background=0.1,phases=random")]
    [InlineData("planted:size=32,bands=15:2:0.02")]
    public void The_ring_has_the_energy_that_was_planted_and_no_other_frequency_has_more(string name)
    {
        using var scope = NewDisposeScope();
        var set = PlantedImages.Read(name);
        PlantedBand band = Assert.Single(set.Bands);
        Tensor ring = PlantedSamples.Ring(band).Mask(set.Size, set.Size);
        Tensor added = Power(set) - Power(set with { Bands = [band with { Strength = 0 }] });

        Assert.Equal(1, (added * ring).sum().item<double>() / (band.Strength * band.Strength), 0.03);
        Assert.Equal(0, (added * (1 - ring)).sum().item<double>() / (band.Strength * band.Strength), 0.01);

        static Tensor Power(PlantedImages set) => PlantedSamples.Power(PlantedSamples.Brightness(set.Create().Train)).mean([0]);
    }

    [Theory]
    [InlineData("planted", false)]
    [InlineData("planted:phases=random", true)]
    [InlineData("planted:size=27,bands=9:3,classes=6", false)]
    [InlineData("planted:size=27,bands=9:3,classes=6,phases=random", true)]
    public void The_class_can_be_read_from_the_ring_and_from_nothing_else(string name, bool byPower)
    {
        var set = PlantedImages.Read(name);
        DataSplit data = set.Create();

        Assert.InRange(PlantedSamples.Accuracy(data, byPower, PlantedSamples.Ring(set.Bands[0]).Keep), 0.95, 1);
        RequireChance(set, PlantedSamples.Accuracy(data, byPower, PlantedSamples.Ring(set.Bands[0]).Remove));
        if (set.Phases == PlantedPhases.Fixed)
        {
            RequireChance(set, PlantedSamples.Accuracy(data, byPower: true, PlantedSamples.Ring(set.Bands[0]).Keep));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Redundancy_is_how_often_the_other_band_has_the_class_too(double redundancy)
    {
        var set = new PlantedImages { Size = 32, Bands = [new PlantedBand(5), new PlantedBand(11)], Redundancy = redundancy };
        DataSplit data = set.Create();
        int[] labels = data.Test!.Labels.ToArray();
        bool[][] right = [.. set.Bands.Select(RightIn)];

        // A band without the class is right by chance.
        var chance = 1.0 / set.Classes;
        Assert.All(right, one => Assert.Equal(WithChance((1 + redundancy) / 2), Share(one), 0.05));
        Assert.Equal(WithChance(redundancy), Share(right[0].Zip(right[1], (one, other) => one && other)), 0.05);
        Assert.InRange(Share(right[0].Zip(right[1], (one, other) => one || other)), 0.97, 1);

        bool[] RightIn(PlantedBand band) =>
        [
            .. PlantedSamples.Guesses(data, byPower: false, PlantedSamples.Ring(band).Keep).Zip(labels, (guess, label) => guess == label),
        ];
        double WithChance(double share) => share + ((1 - share) * chance);
        static double Share(IEnumerable<bool> each) => each.Average(one => one ? 1.0 : 0);
    }

    [Theory]
    [InlineData("planted:bands=3,shortcut=6", false)]
    [InlineData("planted:bands=3,shortcut=6,phases=random", true)]
    public void A_shortcut_tells_the_class_in_the_training_images_only(string name, bool byPower)
    {
        var set = PlantedImages.Read(name);
        DataSplit data = set.Create(), training = new(data.Train, data.Train);

        Assert.InRange(PlantedSamples.Accuracy(training, byPower, PlantedSamples.Ring(set.Shortcut!).Keep), 0.95, 1);
        RequireChance(set, PlantedSamples.Accuracy(data, byPower, PlantedSamples.Ring(set.Shortcut!).Keep));
        Assert.InRange(PlantedSamples.Accuracy(data, byPower, PlantedSamples.Ring(set.Bands[0]).Keep), 0.95, 1);
    }

    // Four standard errors.
    private static void RequireChance(PlantedImages set, double accuracy)
    {
        var chance = 1.0 / set.Classes;
        Assert.Equal(chance, accuracy, 4 * Math.Sqrt(chance * (1 - chance) / set.Test));
    }
}
