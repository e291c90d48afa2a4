using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class ResidualNetworkTests
{
    [Theory]
    [InlineData(3, 20, 0.27)]
    [InlineData(9, 56, 0.85)]
    public void It_has_the_layers_and_parameters_of_the_paper(int blocks, int layers, double millions)
    {
        using var scope = NewDisposeScope();
        var shape = new ResidualShape(3, blocks, [16, 32, 64], 10);
        using var network = new ResidualNetwork(shape, seed: 1);
        Assert.Equal(layers, shape.Layers);
        Assert.Equal(layers, network.named_parameters().Count(p => p.parameter.dim() > 1));
        // Table 6 of the paper: .27 and .85 million.
        Assert.Equal(millions, network.parameters().Sum(p => p.numel()) / 1e6, 0.005);
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(8, 8)]
    [InlineData(9, 7)]
    public void Any_size_of_image_has_an_answer_and_no_tensor_is_left(int height, int width)
    {
        using var scope = NewDisposeScope();
        using var network = new ResidualNetwork(new ResidualShape(1, 2, [4, 4, 8], 5), seed: 2);
        Tensor images = rand(3, 1, height, width, generator: new Generator(1));
        long live = Tensor.TotalCount;
        using (Tensor answers = network.call(images))
            Assert.Equal([3, 5], answers.shape);
        Assert.Equal(live, Tensor.TotalCount);
    }

    [Fact]
    public void The_same_seed_is_the_same_network()
    {
        using var scope = NewDisposeScope();
        var shape = new ResidualShape(1, 1, [4, 6, 8], 5);
        using ResidualNetwork one = new(shape, seed: 3), same = new(shape, seed: 3), other = new(shape, seed: 4);
        Assert.All(one.parameters().Zip(same.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, 0, 0)));
        Assert.False(one.parameters().First().allclose(other.parameters().First(), 0, 0));
    }

    [Fact]
    public void Weights_of_a_layer_are_drawn_by_its_place()
    {
        using var scope = NewDisposeScope();
        using var network = new ResidualNetwork(new ResidualShape(2, 1, [4, 6, 8], 5), seed: 7);
        var he = new Initialisation(WeightDistribution.Normal, WeightScale.He, 1);
        foreach ((int layer, Tensor weight) in network.parameters().Where(parameter => parameter.dim() > 1).Index())
        {
            long inputs = weight.numel() / weight.shape[0];
            Tensors.RequireSame(he.Weights(7, layer, weight.shape, inputs, outputs: 1), weight);
        }
    }

    [Fact]
    public void A_block_whose_weights_are_zero_passes_its_input_on()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using ResidualNetwork network = new(new ResidualShape(1, 1, [4, 4, 4], 2), seed: 5);
        network.eval();
        // With the second normalisation's scale at zero a block is its shortcut: what the stem makes of every fourth pixel is left.
        foreach ((string name, var parameter) in network.named_parameters())
        {
            if (name.Contains("second_normalisation.weight", StringComparison.Ordinal))
                parameter.zero_();
        }

        Tensor image = rand(1, 1, 8, 8, generator: new Generator(1));
        Tensor Of(string name) => network.named_parameters().Single(p => p.name == name).parameter;
        Tensor stem = nn.functional.relu(nn.functional.conv2d(image, Of("features.stem.weight"), padding: [1, 1]) / Math.Sqrt(1 + 1e-5));
        Tensor kept = stem.slice(2, 0, 8, 4).slice(3, 0, 8, 4).mean([2, 3]);
        Tensor expected = kept.matmul(Of("output.weight").t()) + Of("output.bias");
        Assert.InRange((network.call(image) - expected).abs().max().item<float>(), 0, 1e-5);
    }
}
