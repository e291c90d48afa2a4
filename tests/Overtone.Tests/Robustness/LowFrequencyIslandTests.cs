using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class LowFrequencyIslandTests
{
    private static readonly FrequencyPlane Plane = new(8, 8);

    [Fact]
    public void A_disc_of_low_errors_is_the_island() =>
        Assert.Equal(13, LowFrequencyIsland.Of(Plane, cell => cell.Radius <= 2 ? 0.1 : 0.9, 0.3).Count);

    [Fact]
    public void Low_errors_beyond_the_shore_do_not_count() =>
        Assert.Single(LowFrequencyIsland.Of(Plane, cell => cell == new SpatialFrequency(0, 0) || cell.Radius > 2 ? 0.1 : 0.9, 0.3));

    [Fact]
    public void Corners_do_not_join() =>
        Assert.Single(LowFrequencyIsland.Of(Plane, cell => Math.Abs(cell.Y) == Math.Abs(cell.X) ? 0.1 : 0.9, 0.3));

    [Fact]
    public void Where_zero_frequency_is_above_the_limit_there_is_no_island() =>
        Assert.Empty(LowFrequencyIsland.Of(Plane, cell => cell.Radius == 0 ? 0.3 : 0, 0.3));

    [Fact]
    public void With_a_stride_neighbours_are_a_stride_away() =>
        Assert.Equal(9, LowFrequencyIsland.Of(new FrequencyPlane(64, 64, 0, 8), cell => cell.Y is >= -8 and <= 8 && cell.X is >= -8 and <= 8 ? 0 : 1, 0.5).Count);
}
