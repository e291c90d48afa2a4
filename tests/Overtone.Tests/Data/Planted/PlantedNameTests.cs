using Overtone.Data;
using Overtone.Data.Planted;

namespace Overtone.Tests.Data.Planted;

public class PlantedNameTests
{
    private const string Everything = "planted:version=1,size=32,classes=4,train=50,test=20,bands=4:3+8.5:2:0.1,redundancy=0.25,"
        + "shortcut=11,background=0.08,phases=random,seed=-3";

    [Theory]
    [InlineData("planted", "planted:version=1")]
    [InlineData("planted:size=16,seed=0,bands=4:2:0.05", "planted:version=1")]
    [InlineData("planted:size=32,bands=8", "planted:version=1,size=32")]
    [InlineData("planted:size=32,bands=4", "planted:version=1,size=32,bands=4")]
    [InlineData("planted:seed=5,size=32", "planted:version=1,size=32,seed=5")]
    [InlineData("planted:bands=4:2:0.08+6.5:1", "planted:version=1,bands=4:2:0.08+6.5:1")]
    [InlineData(Everything, Everything)]
    public void A_set_has_one_name(string given, string canonical)
    {
        var set = PlantedImages.Read(given);

        Assert.Equal(canonical, set.ToString());
        Assert.Equal(set, PlantedImages.Read(canonical));
        Assert.Equal(set.GetHashCode(), PlantedImages.Read(canonical).GetHashCode());
        Assert.Equal(canonical, DataSource.CanonicalName(given));
    }

    [Fact]
    public void Every_option_is_read()
    {
        var set = PlantedImages.Read(Everything);

        Assert.Equal((32, 4, 50, 20, -3L), (set.Size, set.Classes, set.Train, set.Test, set.Seed));
        Assert.Equal([new PlantedBand(4, 3), new PlantedBand(8.5, 2, 0.1)], set.Bands);
        Assert.Equal((0.25, 0.08, PlantedPhases.Random), (set.Redundancy, set.Background, set.Phases));
        Assert.Equal(new PlantedBand(11), set.Shortcut);
        Assert.NotEqual(new PlantedImages(), set);
    }

    [Fact]
    public void A_set_is_opened_by_its_name()
    {
        var data = DataSource.Open("planted:size=9,train=30,test=20", [], cancellation: TestContext.Current.CancellationToken);

        Assert.Equal((30, 20), (data.Train.Count, data.Test!.Count));
        Assert.Equal("planted:version=1,size=9,train=30,test=20", data.Train.Name);
    }

    [Theory]
    [InlineData("planted:sise=3", "option", "'sise'",
        "version, size, classes, train, test, bands, redundancy, shortcut, background, phases, seed, each with = and a value")]
    [InlineData("planted:", "option", "''")]
    [InlineData("planted:size=16,", "option", "''")]
    [InlineData("planted:size", "size", "''", "a whole number")]
    [InlineData("planted:size=+16", "size", "'+16'", "a whole number")]
    [InlineData("planted: size=16", "option", "' size'")]
    [InlineData("planted:size=16,size=16", "size", "the option twice", "each option once")]
    [InlineData("planted:version=2", "version", "'2'", "1, the version of the images that this release of Overtone makes")]
    [InlineData("planted:bands=4+", "bands", "'4+'", "RADIUS, RADIUS:WIDTH or RADIUS:WIDTH:STRENGTH")]
    [InlineData("planted:bands=4:2:0.1:3", "bands", "'4:2:0.1:3'", "RADIUS, RADIUS:WIDTH or RADIUS:WIDTH:STRENGTH")]
    [InlineData("planted:redundancy=NaN", "redundancy", "'NaN'", "a number")]
    [InlineData("planted:phases=loose", "phases", "'loose'", "fixed or random")]
    [InlineData("planted:seed=1.5", "seed", "'1.5'", "a whole number")]
    public void What_cannot_be_read_is_named(string name, string field, string found, string? expected = null)
    {
        var fault = Assert.Throws<DataFormatException>(() => DataSource.Open(name, []));

        Assert.Equal((name, field, found), (fault.File, fault.Field, fault.Found));
        Assert.Equal(expected ?? fault.Expected, fault.Expected);
        Assert.Equal(name, DataSource.CanonicalName(name));
    }

    [Theory]
    [InlineData("size=7", "size", "7", "at least 8 pixels")]
    [InlineData("classes=1", "classes", "1", "at least 2")]
    [InlineData("train=0", "train", "0", "at least 1 image")]
    [InlineData("test=2000000000", "test", "2000000000", "at most 2796202 images of this size, which are 2 GiB of pixels")]
    [InlineData("redundancy=1.1", "redundancy", "1.1", "0 to 1")]
    [InlineData("background=-0.1", "background", "-0.1", "at least 0")]
    [InlineData("bands=4:0", "bands", "4:0", "a width above 0")]
    [InlineData("bands=4:2:-0.1", "bands", "4:2:-0.1", "a strength of at least 0")]
    [InlineData("bands=0.5", "bands", "0.5", "a radius of at least half the width, 1")]
    [InlineData("bands=7.5", "bands", "7.5", "a radius of at most 7, so that the ring ends at the Nyquist frequency, 8")]
    [InlineData("bands=2:1", "bands", "2:1, a ring of 6 waves", "at least 10 waves, one a class")]
    [InlineData("bands=5+4", "bands", "4 and 5, which overlap", "bands that share no frequency")]
    [InlineData("bands=3+6,shortcut=3", "shortcut", "3 and 3, which overlap", "a band that shares no frequency with those of the class")]
    [InlineData("bands=4:2:0.2", "contrast", "0.2332 (the root of background² and the bands' strengths², added)",
        "at most 0.16, beyond which pixels are clipped")]
    public void What_cannot_be_made_is_refused(string options, string field, string found, string expected)
    {
        var fault = Assert.Throws<DataFormatException>(() => PlantedImages.Read($"planted:{options}"));

        Assert.Equal((field, found, expected), (fault.Field, fault.Found, fault.Expected));
    }

    [Fact]
    public void Options_given_in_code_are_checked_too() =>
        Assert.Equal("bands", Assert.Throws<DataFormatException>(() => new PlantedImages { Bands = [] }.Create()).Field);
}
