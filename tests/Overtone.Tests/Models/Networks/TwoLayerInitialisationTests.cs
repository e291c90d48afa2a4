using Overtone.Models.Networks;

namespace Overtone.Tests.Models.Networks;

public class TwoLayerInitialisationTests
{
    private static readonly TwoLayerInitialisation Published = new() { InputSpread = 3, OutputSpread = 0.5, OffsetSpread = 2 };

    [Theory]
    [InlineData(NeuronForm.Breakpoint, 1)]
    [InlineData(NeuronForm.Bias, 3)]
    public void An_antisymmetric_network_is_zero_everywhere_and_any_other_is_not(NeuronForm form, int dimension)
    {
        var initialisation = Published with { Form = form };
        var points = new double[2, dimension];
        points[1, 0] = 0.7;
        var paired = initialisation.Draw(dimension, 100, seed: 4).At(points);
        // Each pair cancels to the last bit, but a sum of a hundred numbers is rounded on the way.
        Assert.All(paired, value => Assert.InRange(Math.Abs(value), 0, 1e-12));
        Assert.All(
            (initialisation with { IsAntisymmetric = false }).Draw(dimension, 100, seed: 4).At(points),
            value => Assert.True(Math.Abs(value) > 0.1));
    }

    [Fact]
    public void Weights_have_the_spread_asked_for()
    {
        const int Width = 40_000;
        var uniform = Published.Draw(1, Width, seed: 1);
        double[] norms = [.. Enumerable.Range(0, Width).Select(uniform.InputNorm)];
        Assert.InRange(norms.Max(), 2.99, 3);
        // |U(−3, 3)| has mean 1.5 and deviation 3/√12; half of the neurons are drawn.
        Assert.Equal(1.5, norms.Average(), 4 * 3 / Math.Sqrt(12 * Width / 2));

        var normal = (Published with { Distribution = WeightDistribution.Normal }).Draw(2, Width, seed: 1);
        // |r|² of two normal numbers of deviation 3: mean 18, deviation 18.
        Assert.Equal(18, Enumerable.Range(0, Width).Average(n => Math.Pow(normal.InputNorm(n), 2)), 4 * 18 / Math.Sqrt(Width / 2));
        Assert.Equal(
            0.25, Enumerable.Range(0, Width).Average(n => Math.Pow(normal.OutputWeight(n), 2)),
            4 * 0.25 * Math.Sqrt(2) / Math.Sqrt(Width / 2));
    }

    [Fact]
    public void A_network_is_a_function_of_its_seed()
    {
        double[,] points = { { 0.3 }, { -1 } };
        var alone = Published with { IsAntisymmetric = false };
        Assert.Equal(alone.Draw(1, 10, 5).At(points), alone.Draw(1, 10, 5).At(points));
        Assert.NotEqual(alone.Draw(1, 10, 5).At(points), alone.Draw(1, 10, 6).At(points));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(0)]
    public void Neurons_that_have_no_twin_are_refused(int width)
    {
        var fault = Assert.Throws<ArgumentException>(() => Published.Draw(1, width, 1));
        Assert.Contains($"The width is {width}; expected an even number", fault.Message, StringComparison.Ordinal);
    }
}
