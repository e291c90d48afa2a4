using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class ReluNetworkEnsembleTests
{
    private static readonly int[] Widths = [2, 16, 8, 3];
    private static readonly long[] Seeds = [3, 4, 9];

    [Fact]
    public void Six_maps_of_256_have_the_notebooks_number_of_parameters() =>
        Assert.Equal(263_937, ReluNetworkEnsemble.ParameterCount(new PerceptronShape([1, 256, 256, 256, 256, 256, 1], Activation.Relu)));

    [Fact]
    public void Outputs_are_those_of_the_layers_one_by_one()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new ReluNetworkEnsemble(Widths, Seeds);
        var x = Draw.Normal(1, 7, 2).to_type(ScalarType.Float32);
        var found = ensemble.Evaluate(x);
        for (var network = 0; network < Seeds.Length; network++)
        {
            var y = x;
            for (var layer = 0; layer < 3; layer++)
            {
                y = y.mm(ensemble.Weights(layer)[network]) + ensemble.Biases(layer)[network];
                y = layer < 2 ? y.relu() : y;
            }

            Tensors.RequireNear(y, found[network], 1e-6);
        }
    }

    [Fact]
    public void Inputs_are_shared_or_one_set_a_network()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new ReluNetworkEnsemble(Widths, Seeds);
        var inputs = Draw.Normal(1, 3, 7, 2).to_type(ScalarType.Float32);
        Tensors.RequireNear(ensemble.Evaluate(inputs[1])[1], ensemble.Evaluate(inputs)[1], 1e-6);
    }

    /// <summary>
    /// Uniform between ±1/√inputs: the largest of many draws lies just below the bound, and a third of its square is their mean square.
    /// </summary>
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 400)]
    public void Weights_and_biases_begin_as_those_of_linear_layers_in_PyTorch(int layer, int inputs)
    {
        using var scope = NewDisposeScope();
        using var ensemble = new ReluNetworkEnsemble([100, 400, 400], Seeds);
        var bound = 1 / Math.Sqrt(inputs);
        foreach (var values in new[] { ensemble.Weights(layer).Numbers(), ensemble.Biases(layer).Numbers() })
        {
            Assert.InRange(values.Max(Math.Abs), 0.99 * bound, bound);
            // 1,200 draws of a square have a standard error of 2.6 % of their mean.
            Assert.InRange(values.Average(v => v * v) / (bound * bound / 3), 0.9, 1.1);
        }
    }

    [Fact]
    public void A_network_is_its_seeds_alone_or_in_a_block()
    {
        using var scope = NewDisposeScope();
        using ReluNetworkEnsemble ensemble = new(Widths, Seeds), alone = new(Widths, [4]);
        Tensors.RequireSame(alone.Parameters[0], ensemble.Parameters[1]);
        Assert.True(Tensors.Distance(ensemble.Parameters[0], ensemble.Parameters[1]) > 0.01);
    }

    [Fact]
    public void Layers_are_views_of_the_parameters()
    {
        using var scope = NewDisposeScope();
        using var ensemble = ReluNetworkEnsemble.Of([1, 2, 1], tensor([0f, 1, 2, 3, 4, 5, 6]).unsqueeze(0));
        Assert.Equal([0, 1], ensemble.Weights(0).Numbers());
        Assert.Equal([2, 3], ensemble.Biases(0).Numbers());
        Assert.Equal([4, 5], ensemble.Weights(1).Numbers());
        Assert.Equal([6], ensemble.Biases(1).Numbers());
        // At x = 3: max(0, 2) and max(0, 6), that is 8 + 30 + 6.
        Assert.Equal([44], ensemble.Evaluate(tensor([3f]).unsqueeze(1)).Numbers());
    }

    [Fact]
    public void Wrong_shapes_and_no_seeds_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new ReluNetworkEnsemble(Widths, []));
        Assert.Throws<ArgumentException>(() => new ReluNetworkEnsemble([4], Seeds));
        Assert.Contains(
            "[networks, 7]",
            Assert.Throws<ArgumentException>(() => ReluNetworkEnsemble.Of([1, 2, 1], zeros(1, 6))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var x = zeros(5, 2);
        using var ensemble = new ReluNetworkEnsemble(Widths, Seeds);
        Tensors.RequireNoTensorLeft(() => ensemble.Evaluate(x).Dispose(), times: 5);
        Tensors.RequireNoTensorLeft(() => new ReluNetworkEnsemble(Widths, Seeds, CPU).Dispose(), times: 5);
    }
}
