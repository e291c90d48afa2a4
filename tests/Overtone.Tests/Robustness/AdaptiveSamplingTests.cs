using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class AdaptiveSamplingTests
{
    private const int Images = 1000;
    private const double Precision = 0.05, Limit = 0.3;
    private static readonly FrequencyPlane Plane = new(16, 16);

    [Fact]
    public void Every_second_frequency_comes_first_and_every_cell_is_measured()
    {
        var sampling = new AdaptiveSampling(Plane, Images, Precision, Limit);
        Assert.All(sampling.Next(Nothing).SelectMany(block => block.Cells), cell => Assert.True(IsCoarse(cell)));
        Assert.Equal(Plane.Classes.ToHashSet(), Measure(cell => 0.5).Keys.ToHashSet());
    }

    [Fact]
    public void Images_are_taken_in_order_and_none_twice()
    {
        var looks = new AdaptiveSampling(Plane, Images, Precision, Limit).Proportion.Looks;
        Assert.All(
            Measure(cell => cell.Radius / 12).Values,
            seen => Assert.Equal(looks.Take(seen.Count), seen.Select(look => look.Images)));
    }

    [Fact]
    public void Coarse_cells_and_cells_near_the_limit_are_narrow()
    {
        var sampling = new AdaptiveSampling(Plane, Images, Precision, Limit);
        // All near the limit: none is clearly low or high.
        Assert.All(Measure(cell => Limit).Values, looks => Assert.True(sampling.Proportion.IsNarrow(looks)));
        Assert.All(Measure(cell => 0.6).Where(cell => IsCoarse(cell.Key)), cell => Assert.True(sampling.Proportion.IsNarrow(cell.Value)));
    }

    [Fact]
    public void Between_clearly_high_neighbours_half_as_narrow_is_enough()
    {
        var sampling = new AdaptiveSampling(Plane, Images, Precision, Limit);
        var fine = Measure(cell => 0.6).Where(cell => !IsCoarse(cell.Key)).ToArray();
        Assert.All(fine, cell => Assert.False(sampling.Proportion.IsNarrow(cell.Value)));
        Assert.All(fine, cell => Assert.True(sampling.Proportion.IsNarrow(cell.Value, 2 * Precision)));
    }

    [Fact]
    public void Where_the_surface_bends_a_cell_is_measured_to_the_end()
    {
        var sampling = new AdaptiveSampling(Plane, Images, Precision, Limit);
        var peak = new SpatialFrequency(3, 4);
        var measured = Measure(cell => cell == peak ? 0.95 : 0.55);
        Assert.True(sampling.Proportion.IsNarrow(measured[peak]));
        Assert.False(sampling.Proportion.IsNarrow(measured[new SpatialFrequency(5, 4)]));
    }

    [Fact]
    public void Looks_are_summed_up_from_blocks_in_the_images_order()
    {
        SpatialFrequency one = new(0, 1), other = new(2, 3);
        var looks = AdaptiveSampling.Looks([(one, 50, 100, 7), (other, 0, 50, 1), (one, 0, 50, 3)]);
        Assert.Equal([(50, 3), (150, 10)], looks[one]);
        Assert.Equal([(50, 1)], looks[other]);
    }

    [Fact]
    public void A_single_cell_without_neighbours_is_measured_to_the_end() =>
        Assert.Single(Measure(cell => 0.5, new FrequencyPlane(16, 16, region: 1)));

    private static readonly Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> Nothing = [];

    private static bool IsCoarse(SpatialFrequency cell) => cell.Y % 2 == 0 && cell.X % 2 == 0;

    // Errors that come as evenly as they can, so that no draw decides the test.
    private static Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> Measure(
        Func<SpatialFrequency, double> error, FrequencyPlane? plane = null)
    {
        var sampling = new AdaptiveSampling(plane ?? Plane, Images, Precision, Limit);
        Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> seen = [];
        while (sampling.Next(seen) is { Count: > 0 } blocks)
        {
            foreach (var (block, cell) in blocks.SelectMany(block => block.Cells.Select(cell => (block, cell))))
            {
                var images = block.First + block.Count;
                seen[cell] = [.. seen.GetValueOrDefault(cell, []), (images, (int)Math.Round(error(cell) * images))];
            }
        }

        return seen;
    }
}
