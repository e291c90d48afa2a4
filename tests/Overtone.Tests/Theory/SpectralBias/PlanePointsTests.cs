using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.SpectralBias;

public class PlanePointsTests
{
    [Fact]
    public void A_flower_without_petals_is_the_unit_circle()
    {
        using var scope = NewDisposeScope();
        var points = PlanePoints.Flower(0, 4, CPU);
        Assert.Equal([1, 0, 0, 1, -1, 0, 0, -1], points.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Scattered_points_are_the_seeds_and_fill_the_square()
    {
        using var scope = NewDisposeScope();
        float[] first = PlanePoints.Scattered(1, 500, CPU).data<float>().ToArray();
        Assert.Equal(first, PlanePoints.Scattered(1, 500, CPU).data<float>().ToArray());
        Assert.NotEqual(first, PlanePoints.Scattered(2, 500, CPU).data<float>().ToArray());
        Assert.InRange(first.Max(), 1.4, 1.5);
        Assert.InRange(first.Min(), -1.5, -1.4);
    }

    [Fact]
    public void A_grid_goes_through_the_square_row_by_row() => Assert.Equal(
        [(-1.5, -1.5), (0, -1.5), (1.5, -1.5), (-1.5, 0), (0, 0), (1.5, 0), (-1.5, 1.5), (0, 1.5), (1.5, 1.5)], PlanePoints.Grid(1.5, 3));

    [Fact]
    public void Points_beyond_a_distance_are_those_outside_all_discs() =>
        Assert.Equal([(2, 0)], PlanePoints.Beyond([(0.5, 0), (2, 0), (3.2, 0.3)], [(0, 0), (3, 0)], 0.9));
}
