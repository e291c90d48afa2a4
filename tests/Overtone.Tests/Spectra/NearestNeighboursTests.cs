using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class NearestNeighboursTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    [InlineData(1500)]
    public void Distances_agree_with_a_double_loop(int count)
    {
        using var scope = NewDisposeScope();
        var points = Draw.Normal(1, count, 4);
        var found = NearestNeighbours.SquaredDistances(points + 3);
        var expected = Naive(points.Numbers(), count);

        Assert.Equal(count, found.Length);
        foreach (var (e, f) in expected.Zip(found))
        {
            Assert.Equal(e, f, 1e-5);
        }
    }

    [Fact]
    public void Duplicates_are_at_distance_zero()
    {
        using var scope = NewDisposeScope();
        var points = Draw.Normal(2, 20, 3);
        Assert.All(NearestNeighbours.SquaredDistances(cat([points, points])), distance => Assert.InRange(distance, 0, 1e-5));
    }

    [Fact]
    public void On_a_lattice_every_neighbour_is_one_step_away()
    {
        using var scope = NewDisposeScope();
        var axis = arange(40, dtype: float32);
        var lattice = stack([axis.unsqueeze(1).expand(40, 40).flatten(), axis.unsqueeze(0).expand(40, 40).flatten()], dim: 1);
        Assert.All(NearestNeighbours.SquaredDistances(lattice), distance => Assert.Equal(1, distance, 1e-3));
    }

    [Fact]
    public void A_single_point_has_no_neighbour_and_is_refused()
    {
        using Tensor point = zeros(1, 3), vector = zeros(3);
        Assert.Throws<ArgumentException>(() => NearestNeighbours.SquaredDistances(point));
        Assert.Throws<ArgumentException>(() => NearestNeighbours.SquaredDistances(vector));
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        using var points = Draw.Normal(3, 1100, 2);
        Tensors.RequireNoTensorLeft(() => NearestNeighbours.SquaredDistances(points), times: 3);
    }

    private static double[] Naive(double[] points, int count)
    {
        int dimensions = points.Length / count;
        var nearest = new double[count];
        for (var i = 0; i < count; i++)
        {
            nearest[i] = double.PositiveInfinity;
            for (var j = 0; j < count; j++)
            {
                if (i == j)
                {
                    continue;
                }

                var distance = 0.0;
                for (var d = 0; d < dimensions; d++)
                {
                    distance += Math.Pow(points[(i * dimensions) + d] - points[(j * dimensions) + d], 2);
                }

                nearest[i] = Math.Min(nearest[i], distance);
            }
        }

        return [.. nearest.Order()];
    }

    [Fact]
    public void Quantiles_go_from_the_least_to_the_greatest_distance()
    {
        using var scope = NewDisposeScope();
        var points = Draw.Normal(4, 50, 3);
        var distances = NearestNeighbours.SquaredDistances(points);
        var quantiles = NearestNeighbours.Quantiles(points, 5);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], quantiles.Select(q => q.Quantile));
        Assert.Equal([distances[0], distances[12], distances[24], distances[37], distances[49]], quantiles.Select(q => q.SquaredDistance));
    }
}
