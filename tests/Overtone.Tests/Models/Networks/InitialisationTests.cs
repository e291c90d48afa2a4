using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class InitialisationTests
{
    private const int Inputs = 300;
    private const int Outputs = 500;

    [Theory]
    [InlineData(WeightScale.Fixed, 0.7)]
    [InlineData(WeightScale.Glorot, 0.05)]
    [InlineData(WeightScale.He, 0.081649658)]
    public void Weights_have_the_deviation_of_their_rule(WeightScale rule, double expected)
    {
        // √(2/800) = 0.05, √(2/300) = 0.0816...; the fixed scale is its own deviation.
        foreach (var distribution in Enum.GetValues<WeightDistribution>())
        {
            var initialisation = new Initialisation(distribution, rule, rule == WeightScale.Fixed ? 0.7 : 1);
            using var weights = initialisation.Weights(1, 0, [Inputs, Outputs], Inputs, Outputs);
            var numbers = weights.Numbers();
            Assert.Equal(ScalarType.Float32, weights.dtype);

            // 150,000 draws: the relative error of a deviation is below 1/√300,000, times five.
            Assert.InRange(Math.Sqrt(numbers.Average(w => w * w)) / expected, 0.99, 1.01);
            Assert.InRange(Math.Abs(numbers.Average()) / expected, 0, 0.015);
        }
    }

    [Fact]
    public void Uniform_weights_end_at_the_square_root_of_three_deviations_and_normal_ones_go_beyond()
    {
        double Largest(WeightDistribution distribution)
        {
            using var weights = new Initialisation(distribution, WeightScale.Fixed, 1).Weights(1, 0, [Inputs, Outputs], Inputs, Outputs);
            return weights.Numbers().Max(Math.Abs);
        }

        Assert.InRange(Largest(WeightDistribution.Uniform), 1.73, Math.Sqrt(3) + 1e-6);
        Assert.InRange(Largest(WeightDistribution.Normal), 3.5, 6);
    }

    [Fact]
    public void The_scale_multiplies()
    {
        using Tensor single = new Initialisation(WeightDistribution.Normal, WeightScale.He, 1).Weights(1, 2, [20, 30], 20, 30);
        using Tensor triple = new Initialisation(WeightDistribution.Normal, WeightScale.He, 3).Weights(1, 2, [20, 30], 20, 30);
        using var expected = single * 3;
        Tensors.RequireNear(expected, triple, 1e-6);
    }

    [Fact]
    public void Biases_are_drawn_for_a_fixed_scale_and_zero_otherwise()
    {
        using Tensor biases = new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, 0.1).Biases(1, 0, 5000);
        Assert.InRange(Math.Sqrt(biases.Numbers().Average(b => b * b)), 0.095, 0.105);
        foreach (var rule in new[] { WeightScale.Glorot, WeightScale.He })
        {
            using var zero = new Initialisation(WeightDistribution.Normal, rule, 1).Biases(1, 0, 5);
            Assert.Equal(new double[5], zero.Numbers());
        }
    }

    [Fact]
    public void Layers_seeds_weights_and_biases_are_drawn_apart_and_equal_ones_alike()
    {
        var initialisation = new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, 1);
        using Tensor first = initialisation.Weights(1, 0, [10], 1, 10), again = initialisation.Weights(1, 0, [10], 1, 10);
        using Tensor layer = initialisation.Weights(1, 1, [10], 1, 10), seed = initialisation.Weights(2, 0, [10], 1, 10),
            biases = initialisation.Biases(1, 0, 10);
        Tensors.RequireSame(first, again);
        foreach (var other in new[] { layer, seed, biases })
        {
            Assert.True(Tensors.Distance(first, other) > 0.01);
        }
    }

    [Fact]
    public void A_scale_of_zero_gives_zeros()
    {
        using var weights = new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, 0).Weights(1, 0, [10], 1, 10);
        Assert.Equal(new double[10], weights.Numbers());
    }
}
