using Overtone.Models;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class NetworkNameTests
{
    private static readonly InputSize Small = new(3, 8, 9);

    [Theory]
    [InlineData("mlp-400-200", "mlp-400-200")]
    [InlineData("MLP-7", "mlp-7")]
    [InlineData("cnn", "cnn")]
    [InlineData("cnn-16-32-64", "cnn")]
    [InlineData("cnn-16-32-64-10", "cnn-16-32-64-10")]
    [InlineData("resnet-8", "resnet-8")]
    [InlineData("ResNet-20x16", "resnet-20")]
    [InlineData("resnet-8x8", "resnet-8x8")]
    [InlineData("WRN-28-10", "wrn-28-10")]
    [InlineData("wrn-016-04", "wrn-16-4")]
    [InlineData("Linear", "linear")]
    public void A_name_is_read_and_written_in_its_one_form(string text, string canonical)
    {
        var name = NetworkName.Read(text);
        Assert.Equal((canonical, canonical), (name.Text, $"{name}"));
        Assert.Equal(NetworkName.Read(canonical), name);
        Assert.Equal(NetworkName.Read(canonical).GetHashCode(), name.GetHashCode());
    }

    [Fact]
    public void Other_sizes_are_another_name() => Assert.NotEqual(NetworkName.Read("resnet-8"), NetworkName.Read("resnet-8x8"));

    [Theory]
    [InlineData("", "\"\" names no network; expected one of mlp-WIDTH-... (mlp-400-200), cnn or cnn-CHANNELS-CHANNELS-WIDTH-... (cnn-16-")]
    [InlineData("vgg-16", "\"vgg-16\" names no network; expected one of ")]
    [InlineData("resnet20", "\"resnet20\" names no network")]
    [InlineData("cnn-6", "\"cnn-6\" is not a name of the form cnn or cnn-CHANNELS-CHANNELS-WIDTH-... (cnn-16-32-64), with numbers from ")]
    [InlineData("cnn-16-32", "\"cnn-16-32\" is not a name of the form")]
    [InlineData("mlp", "\"mlp\" is not a name of the form mlp-WIDTH-...")]
    [InlineData("mlp-0", "\"mlp-0\" is not a name of the form")]
    [InlineData("mlp-40-", "\"mlp-40-\" is not")]
    [InlineData("mlp--4", "\"mlp--4\" is not")]
    [InlineData("mlp-+4", "\"mlp-+4\" is not")]
    [InlineData("mlp- 4", "\"mlp- 4\" is not")]
    [InlineData("mlp-4.5", "\"mlp-4.5\" is not")]
    [InlineData("mlp-100001", "\"mlp-100001\" is not a name of the form mlp-WIDTH-... (mlp-400-200), with numbers from 1 to 100,000")]
    [InlineData("mlp-99999999999", "\"mlp-99999999999\" is not")]
    [InlineData("resnet", "\"resnet\" is not")]
    [InlineData("resnet-20-4", "\"resnet-20-4\" is not a name of the form resnet-LAYERS or resnet-LAYERSxCHANNELS (resnet-20)")]
    [InlineData("resnet-20x", "\"resnet-20x\" is not")]
    [InlineData("resnet-20x8x8", "\"resnet-20x8x8\" is not")]
    [InlineData("resnet-18", "\"resnet-18\" has 18 layers; there are networks of 6n + 2, and the nearest are 14 and 20")]
    [InlineData("resnet-2", "\"resnet-2\" has 2 layers; there are networks of 6n + 2, and the smallest is 8")]
    [InlineData("resnet-1x4", "\"resnet-1x4\" has 1 layers; there are networks of 6n + 2, and the smallest is 8")]
    [InlineData("wrn-28", "\"wrn-28\" is not")]
    [InlineData("linear-4", "\"linear-4\" is not a name of the form linear, ")]
    [InlineData("wrn-20-4", "\"wrn-20-4\" has 20 layers; there are networks of 6n + 4, and the nearest are 16 and 22")]
    [InlineData("wrn-4-4", "\"wrn-4-4\" has 4 layers; there are networks of 6n + 4, and the smallest is 10")]
    [InlineData("a\u001b[2J", "\"a\uFFFD[2J\" names no network")]
    public void Any_other_name_says_what_is_wrong(string text, string expected)
    {
        Assert.False(NetworkName.TryRead(text, out NetworkName? name, out string? fault));
        Assert.Null(name);
        Assert.StartsWith(expected, fault);
        Assert.Equal(fault, Assert.Throws<FormatException>(() => NetworkName.Read(text)).Message);
    }

    [Fact]
    public void The_example_of_every_form_is_a_network()
    {
        Assert.Equal(5, NetworkName.Forms.Count);
        Assert.All(NetworkName.Forms, form =>
        {
            using var scope = NewDisposeScope();
            using nn.Module<Tensor, Tensor> network = NetworkName.Read(form.Example).Create(Small, classes: 6, seed: 1);
            network.eval();
            Assert.Equal([2, 6], network.call(zeros(2, 3, 8, 9)).shape);
            Assert.NotEmpty(form.Meaning);
        });
    }

    [Fact]
    public void A_name_s_sizes_are_the_network_s()
    {
        using var perceptron = (MultilayerPerceptron)NetworkName.Read("mlp-5-4").Create(Small, 6, seed: 1);
        Assert.Equal([3 * 8 * 9, 5, 4, 6], perceptron.Shape.Widths);
        using var convolutional = (SmallConvolutionalNetwork)NetworkName.Read("cnn-2-3-4-5-7").Create(Small, 6, seed: 1);
        ConvolutionalShape shape = convolutional.Shape;
        Assert.Equal((2, 3, 4, 6), (shape.FirstChannels, shape.SecondChannels, shape.Hidden, shape.Outputs));
        Assert.Equal([5, 7], shape.FurtherHidden);
        using var residual = (ResidualNetwork)NetworkName.Read("resnet-14x3").Create(Small, 6, seed: 1);
        ResidualShape sizes = residual.Shape;
        Assert.Equal((14, 2, 3, 6), (sizes.Layers, sizes.BlocksPerStage, sizes.Channels, sizes.Outputs));
        Assert.Equal([3, 6, 12], sizes.Widths);
        using var wide = (WideResidualNetwork)NetworkName.Read("wrn-16-2").Create(Small, 6, seed: 1);
        Assert.Equal(new WideResidualShape(3, 16, 2, 6), wide.Shape);
    }

    [Theory]
    [InlineData("mlp-4")]
    [InlineData("cnn-2-3-4")]
    [InlineData("resnet-8x2")]
    [InlineData("wrn-10-1")]
    public void The_same_seed_is_the_same_network(string name)
    {
        nn.Module<Tensor, Tensor> Network(long seed) => NetworkName.Read(name).Create(Small, 6, seed);
        using nn.Module<Tensor, Tensor> one = Network(1), same = Network(1), other = Network(2);
        Assert.All(one.parameters().Zip(same.parameters()), pair => Tensors.RequireSame(pair.First, pair.Second));
        Assert.NotEqual(0, Tensors.Distance(one.parameters().First(), other.parameters().First()));
    }

    [Theory]
    [InlineData("cnn", 1, 3, 8, "Images of 1x3x8 are too small for cnn; expected at least 1x4x4 pixels.")]
    [InlineData("cnn", 1, 8, 3, "Images of 1x8x3 are too small")]
    [InlineData("mlp-4", 0, 8, 8, "Images of 0x8x8 are too small for mlp-4; expected at least 1x1x1 pixels.")]
    [InlineData("resnet-8", 1, 0, 8, "Images of 1x0x8 are too small for resnet-8")]
    public void Images_that_are_too_small_are_refused(string name, int channels, int height, int width, string expected)
    {
        var size = new InputSize(channels, height, width);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => NetworkName.Read(name).Create(size, 10, seed: 1)).Message);
    }

    [Fact]
    public void There_must_be_classes() => Assert.StartsWith(
        "There are 0 classes", Assert.Throws<ArgumentException>(() => NetworkName.Read("cnn").Create(Small, 0, seed: 1)).Message);
}
