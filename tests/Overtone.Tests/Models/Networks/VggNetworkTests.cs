using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class VggNetworkTests
{
    private static readonly Initialisation He = new(WeightDistribution.Normal, WeightScale.He, 1);

    [Fact]
    public void Its_convolutions_are_those_of_VGG16()
    {
        using var network = new VggNetwork(new VggShape(3, 32, 32, [64, 128, 256, 512, 512], 1024, 10), He, seed: 1);
        // 14,714,688 in the convolutions of torchvision's vgg16, 512 · 1,024 + 1,024 and 1,024 · 10 + 10 behind them.
        Assert.Equal(14_714_688 + 525_312 + 10_250, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void It_is_stages_of_convolutions_with_pooling_a_hidden_layer_and_a_linear_one()
    {
        using var network = new VggNetwork(
            new VggShape(1, 8, 9, [2, 3, 4], 5, 6), new(WeightDistribution.Normal, WeightScale.Fixed, 0.3), seed: 1);
        using var scope = NewDisposeScope();
        var p = network.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter, StringComparer.Ordinal);
        var x = Draw.Uniform(1, 2, 1, 8, 9).to_type(ScalarType.Float32);
        var expected = x;
        var layer = 0;
        foreach (var convolutions in new[] { 2, 2, 3 })
        {
            for (var n = 0; n < convolutions; n++)
            {
                layer++;
                expected = nn.functional.conv2d(
                    expected, p[$"convolution{layer}.weight"], p[$"convolution{layer}.bias"], padding: [1, 1]).relu();
            }

            expected = expected.unfold(2, 2, 2).unfold(3, 2, 2).flatten(4).amax([4]);
        }

        expected = (expected.flatten(1).mm(p["hidden.weight"].t()) + p["hidden.bias"]).relu();
        expected = expected.mm(p["output.weight"].t()) + p["output.bias"];
        Tensors.RequireNear(expected, network.call(x), 1e-5);
    }

    [Theory]
    [InlineData(7, 8, "There are 3 stages for images of 7×8 pixels; expected at least one stage, and 8 pixels or more a side")]
    [InlineData(8, 7, "There are 3 stages for images of 8×7 pixels")]
    public void Images_that_are_too_small_are_refused(int height, int width, string expected) => Assert.StartsWith(
        expected,
        Assert.Throws<ArgumentException>(() => new VggNetwork(new VggShape(1, height, width, [2, 3, 4], 5, 6), He, seed: 1)).Message);

    [Fact]
    public void Forward_passes_leave_their_output_only_and_a_disposed_network_nothing()
    {
        using var images = zeros(5, 1, 8, 8);
        Tensors.RequireNoTensorLeft(() =>
        {
            using var network = new VggNetwork(new VggShape(1, 8, 8, [2, 3], 4, 5), He, seed: 1, CPU);
            network.call(images).Dispose();
            network.call(images).Dispose();
        }, times: 5);
    }
}
