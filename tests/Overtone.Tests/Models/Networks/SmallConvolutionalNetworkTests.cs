using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class SmallConvolutionalNetworkTests
{
    private static readonly Initialisation He = new(WeightDistribution.Normal, WeightScale.He, 1);

    [Theory]
    [InlineData(1, 8, 8)]
    [InlineData(3, 32, 32)]
    [InlineData(1, 28, 28)]
    [InlineData(2, 4, 11)]
    public void Outputs_have_one_row_an_image_and_one_column_a_class(int channels, int height, int width)
    {
        using var network = new SmallConvolutionalNetwork(
            new ConvolutionalShape(channels, height, width, 3, 5, 7, 10, Activation.Relu), He, seed: 1);
        using var scope = NewDisposeScope();
        Assert.Equal([6L, 10], network.call(Draw.Uniform(1, 6, channels, height, width).to_type(ScalarType.Float32)).shape);
    }

    [Theory]
    [InlineData]
    [InlineData(6, 7)]
    public void It_is_made_of_two_convolutions_with_pooling_hidden_layers_and_a_linear_one(params int[] further)
    {
        var shape = new ConvolutionalShape(1, 8, 8, 2, 3, 4, 5, Activation.Tanh) { FurtherHidden = further };
        using var network = new SmallConvolutionalNetwork(shape, new(WeightDistribution.Normal, WeightScale.Fixed, 0.3), seed: 1);
        using var scope = NewDisposeScope();
        var p = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter, StringComparer.Ordinal);
        var x = Draw.Uniform(1, 2, 1, 8, 8).to_type(ScalarType.Float32);
        var expected = x;
        for (var layer = 0; layer < 2; layer++)
        {
            expected = nn.functional.conv2d(
                expected, p[$"convolution{layer + 1}.weight"], p[$"convolution{layer + 1}.bias"], padding: [1, 1]).tanh();
            expected = expected.unfold(2, 2, 2).unfold(3, 2, 2).flatten(4).amax([4]);
        }

        expected = (expected.flatten(1).mm(p["hidden.weight"].t()) + p["hidden.bias"]).tanh();
        for (var n = 2; n < further.Length + 2; n++)
            expected = (expected.mm(p[$"hidden{n}.weight"].t()) + p[$"hidden{n}.bias"]).tanh();
        expected = expected.mm(p["output.weight"].t()) + p["output.bias"];
        Tensors.RequireNear(expected, network.call(x), 1e-5);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1e-5)]
    public void Rectifying_after_pooling_and_channels_last_are_rectifying_first_and_channels_first(int channels, double tolerance)
    {
        var shape = new ConvolutionalShape(channels, 8, 8, 5, 6, 7, 4, Activation.Relu);
        using var network = new SmallConvolutionalNetwork(shape, He, seed: 1);
        using var scope = NewDisposeScope();
        var p = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter, StringComparer.Ordinal);
        Tensor images = Draw.Uniform(1, 9, channels, 8, 8).to_type(ScalarType.Float32), x = images;
        for (var layer = 1; layer <= 2; layer++)
        {
            x = nn.functional.conv2d(x, p[$"convolution{layer}.weight"], p[$"convolution{layer}.bias"], padding: [1, 1]);
            x = nn.functional.max_pool2d(x.relu(), kernel_size: [2, 2]);
        }

        x = nn.functional.linear(x.flatten(1), p["hidden.weight"], p["hidden.bias"]).relu();
        x = nn.functional.linear(x, p["output.weight"], p["output.bias"]);
        Tensor output = network.call(images);
        Tensors.RequireNear(x, output, tolerance);
        Tensor[] parameters = [.. p.Values];
        Tensor[] expected = autograd.grad([x.square().mean()], parameters).ToArray(),
            slopes = autograd.grad([output.square().mean()], parameters).ToArray();
        Assert.All(expected.Zip(slopes), pair => Tensors.RequireNear(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void Convolutions_begin_with_the_deviation_of_their_window()
    {
        using var network = new SmallConvolutionalNetwork(new ConvolutionalShape(3, 8, 8, 64, 64, 10, 10, Activation.Relu), He, seed: 1);
        var weights = network.named_parameters().First(p => p.name == "convolution2.weight").parameter.Numbers();

        // √(2 / (64 · 9)) over 36,864 draws.
        Assert.InRange(Math.Sqrt(weights.Average(w => w * w)) / Math.Sqrt(2.0 / 576), 0.98, 1.02);
    }

    [Fact]
    public void Every_parameter_gets_a_finite_gradient()
    {
        using var network = new SmallConvolutionalNetwork(new ConvolutionalShape(1, 8, 8, 2, 3, 4, 5, Activation.Relu), He, seed: 1);
        using var scope = NewDisposeScope();
        network.call(Draw.Uniform(1, 9, 1, 8, 8).to_type(ScalarType.Float32)).square().sum().backward();
        Assert.Equal(8, network.parameters().Count());
        Assert.All(network.parameters(), p => Assert.All(p.grad!.Numbers(), slope => Assert.True(double.IsFinite(slope))));
    }

    [Fact]
    public void Forward_passes_leave_their_output_only_and_a_disposed_network_nothing()
    {
        using var images = zeros(5, 1, 8, 8);
        Tensors.RequireNoTensorLeft(() =>
        {
            using var network = new SmallConvolutionalNetwork(
                new ConvolutionalShape(1, 8, 8, 2, 3, 4, 5, Activation.Ricker), He, seed: 1, CPU);
            network.call(images).Dispose();
            network.call(images).Dispose();
        }, times: 5);
    }
}
