using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class SquaredDistancesTests
{
    [Theory]
    [InlineData(40, 30)]
    // 3,000 components of up to 255: sums beyond what float32 holds exactly, so that they are taken in parts.
    [InlineData(3000, 12)]
    public void Distances_of_images_of_256_levels_are_exact(int components, int count)
    {
        using var scope = NewDisposeScope();
        var levels = Draw.Uniform(1, count, components).mul_(255).round_();
        var pairs = SquaredDistances.Of((levels / 255).to(ScalarType.Float32));
        Assert.Equal(1 / 65025.0, pairs.Unit, 1e-15);
        Tensors.RequireSame(Naive(levels), pairs.Block(0, count, 0, count));
    }

    [Fact]
    public void Other_numbers_are_multiplied_in_double_precision()
    {
        using var scope = NewDisposeScope();
        foreach (var points in new[] { Draw.Normal(2, 20, 7), Draw.Uniform(3, 20, 7), Draw.Uniform(3, 20, 7).to(ScalarType.Float32) })
        {
            var pairs = SquaredDistances.Of(points);
            Assert.Equal(1, pairs.Unit);
            Tensors.RequireNear(Naive(points.to_type(ScalarType.Float64)), pairs.Block(0, 20, 0, 20), 1e-12);
        }
    }

    [Fact]
    public void A_block_is_a_part_of_the_whole()
    {
        using var scope = NewDisposeScope();
        var points = Draw.Uniform(4, 15, 9).mul_(255).round_().div_(255).to(ScalarType.Float32);
        var pairs = SquaredDistances.Of(points);
        Tensors.RequireSame(pairs.Block(0, 15, 0, 15).narrow(0, 3, 4).narrow(1, 6, 5), pairs.Block(3, 4, 6, 5));
    }

    [Fact]
    public void Inputs_that_do_not_vary_have_no_distance()
    {
        using var scope = NewDisposeScope();
        Assert.All(SquaredDistances.Of(ones(5, 3)).Block(0, 5, 0, 5).Numbers(), distance => Assert.Equal(0, distance));
    }

    private static Tensor Naive(Tensor points) => (points.unsqueeze(1) - points.unsqueeze(0)).square().sum([2]);
}
