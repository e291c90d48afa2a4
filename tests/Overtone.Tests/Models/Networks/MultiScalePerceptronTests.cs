using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class MultiScalePerceptronTests
{
    private static readonly PerceptronShape Shape = new([2, 6, 1], Activation.Sin);
    private static readonly Initialisation He = new(WeightDistribution.Normal, WeightScale.He, 1);

    [Fact]
    public void Outputs_are_the_sum_of_parts_that_see_scaled_inputs()
    {
        using var scope = NewDisposeScope();
        using var network = new MultiScalePerceptron(Shape, He, [1, 4, 16], seed: 1);
        Tensor input = Draw.Normal(1, 7, 2).to_type(ScalarType.Float32), expected = zeros(7, 1);
        foreach (var (index, scale) in new[] { (0, 1.0), (1, 4), (2, 16) })
        {
            var part = (nn.Module<Tensor, Tensor>)network.named_children().Single(child => child.name == $"scale{index}").module;
            expected = expected + part.call(input * scale);
        }

        Tensors.RequireNear(expected, network.call(input), 1e-5);
    }

    [Fact]
    public void Parts_begin_unlike_each_other_and_are_all_trained()
    {
        using var network = new MultiScalePerceptron(Shape, He, [1, 2], seed: 1);
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        Assert.Equal(8, parameters.Count);
        Assert.NotEqual(parameters["scale0.weight0"].Numbers(), parameters["scale1.weight0"].Numbers());
    }

    [Fact]
    public void A_network_without_scales_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MultiScalePerceptron(Shape, He, [], seed: 1));
}
