using Overtone.Catalog.FourierRobustness.PlantedBands;
using Overtone.Data.Planted;

namespace Overtone.Catalog.Tests.FourierRobustness.PlantedBands;

public class PlantedConfigurationsTests
{
    private const int Count = 10;

    [Fact]
    public void Radii_are_spread_over_the_range_whatever_the_seed()
    {
        for (long seed = 1; seed <= 30; seed++)
        {
            var sets = Enumerable.Range(0, Count).Select(n => PlantedConfigurations.OneBand(n, Count, seed)).ToArray();
            double[] radii = [.. sets.Select(set => set.Bands[0].Radius)];
            Assert.Equal(radii.Order(), radii);
            Assert.InRange(radii[0], 4, 4.5);
            Assert.InRange(radii[^1], 9, 10);
            Assert.Equal(Count / 2, sets.Count(set => set.Bands.Count == 2));
        }
    }

    [Fact]
    public void Every_set_can_be_made() => Assert.All(Enumerable.Range(1, 30), seed => Assert.All(
        Enumerable.Range(0, Count).SelectMany(n => new[]
        {
            PlantedConfigurations.OneBand(n, Count, seed), PlantedConfigurations.Control(n, Count, seed),
        }),
        set => Assert.Equal(4, PlantedImages.Read((set with { Train = 4, Test = 4 }).ToString()).Create().Train.Count)));

    [Fact]
    public void Decoys_are_an_octave_away_and_much_fainter() => Assert.All(
        Enumerable.Range(0, Count).Select(n => PlantedConfigurations.OneBand(n, Count, 1)).Where(set => set.Bands.Count == 2),
        set =>
        {
            Assert.Equal(1, Math.Abs(Math.Log2(set.Bands[1].Radius / set.Bands[0].Radius)), 0.01);
            Assert.Equal(0.2, set.Bands[1].Strength / set.Bands[0].Strength, 1e-9);
        });
}
