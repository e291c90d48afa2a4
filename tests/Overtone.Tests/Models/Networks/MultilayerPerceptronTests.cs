using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class MultilayerPerceptronTests
{
    private static readonly Initialisation Glorot = new(WeightDistribution.Normal, WeightScale.Glorot, 1);
    private static readonly Initialisation Fixed = new(WeightDistribution.Normal, WeightScale.Fixed, 0.3);

    [Fact]
    public void It_is_the_composition_of_its_layers_with_a_linear_output()
    {
        using var network = new MultilayerPerceptron(new PerceptronShape([3, 4, 5, 2], Activation.Sin), Fixed, seed: 1);
        using var scope = NewDisposeScope();
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter, StringComparer.Ordinal);
        var x = Draw.Normal(1, 6, 3).to_type(ScalarType.Float32);
        var expected = x;
        for (var layer = 0; layer < 3; layer++)
        {
            expected = expected.mm(parameters[$"weight{layer}"]) + parameters[$"bias{layer}"];
            expected = layer < 2 ? expected.sin() : expected;
        }

        Tensors.RequireNear(expected, network.call(x), 1e-6);
    }

    [Fact]
    public void Images_are_flattened()
    {
        using var network = new MultilayerPerceptron(new PerceptronShape([12, 4, 2], Activation.Tanh), Glorot, seed: 1);
        using var scope = NewDisposeScope();
        var images = Draw.Normal(1, 5, 1, 3, 4).to_type(ScalarType.Float32);
        var outputs = network.call(images);
        Assert.Equal([5L, 2], outputs.shape);
        Tensors.RequireSame(network.call(images.flatten(1)), outputs);
    }

    [Fact]
    public void Equal_seeds_give_equal_networks_and_others_do_not()
    {
        var shape = new PerceptronShape([2, 4, 1], Activation.Tanh);
        using MultilayerPerceptron first = new(shape, Glorot, 1), again = new(shape, Glorot, 1), other = new(shape, Glorot, 2);
        using var scope = NewDisposeScope();
        var x = Draw.Normal(1, 5, 2).to_type(ScalarType.Float32);
        Tensors.RequireSame(first.call(x), again.call(x));
        Assert.True(Tensors.Distance(first.call(x), other.call(x)) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(ActivationTests.All), MemberType = typeof(ActivationTests))]
    public void Every_parameter_gets_a_finite_gradient(Activation activation)
    {
        using var network = new MultilayerPerceptron(new PerceptronShape([2, 8, 8, 1], activation), Fixed, seed: 1);
        using var scope = NewDisposeScope();
        network.call(Draw.Normal(1, 20, 2).to_type(ScalarType.Float32)).square().mean().backward();
        Assert.Equal(6, network.parameters().Count());
        Assert.All(network.parameters(), p => Assert.All(p.grad!.Numbers(), slope => Assert.True(double.IsFinite(slope))));
        Assert.All(network.parameters(), p => Assert.Contains(p.grad!.Numbers(), slope => slope != 0));
    }

    [Fact]
    public void Forward_passes_leave_their_output_only()
    {
        using var network = new MultilayerPerceptron(new PerceptronShape([2, 8, 8, 1], Activation.Ricker), Glorot, seed: 1);
        using var x = zeros(5, 2);
        Tensors.RequireNoTensorLeft(() => network.call(x).Dispose(), times: 10);
    }

    [Fact]
    public void A_disposed_network_leaves_nothing() =>
        Tensors.RequireNoTensorLeft(
            () => new MultilayerPerceptron(new PerceptronShape([2, 8, 1], Activation.Tanh), Fixed, seed: 1, CPU).Dispose(), times: 5);
}
