using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Theory.PiecewiseLinear;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class PiecewiseLinearNetworkTests
{
    // Sums of at most 16 products of order one, in another order.
    private const double Rounding = 1e-13;

    private static readonly double[] Input = [0.3, -0.7, 0.2];

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void It_answers_as_the_module_does(double negativeSlope)
    {
        using var module = SampleNetworks.Module(1, negativeSlope, 3, 16, 16, 2);
        var found = PiecewiseLinearNetwork.Of(module).Evaluate(Input);
        AssertNear(SampleNetworks.Answer(module, Input), found);
    }

    [Fact]
    public void Batch_normalisation_dropout_and_flatten_count_in_evaluation_mode()
    {
        var normalisation = nn.BatchNorm1d(8);
        using (no_grad())
        {
            normalisation.running_mean!.copy_(Draw.Normal(7, 8));
            normalisation.running_var!.copy_(Draw.Uniform(8, 8) + 0.5);
            normalisation.weight!.copy_(Draw.Normal(9, 8));
            normalisation.bias!.copy_(Draw.Normal(10, 8));
        }

        using var module = nn.Sequential(
            nn.Flatten(),
            nn.Sequential(nn.Linear(3, 8), normalisation, nn.ReLU()),
            nn.Dropout(0.5),
            nn.Identity(),
            nn.Linear(8, 1, hasBias: false));
        module.eval();
        // libtorch adds eps in float32 before the statistics are widened.
        AssertNear(SampleNetworks.Answer(module, Input), PiecewiseLinearNetwork.Of(module).Evaluate(Input), 1e-6);
    }

    [Fact]
    public void A_perceptron_of_the_library_is_read_too()
    {
        using var perceptron = new MultilayerPerceptron(
            new PerceptronShape([3, 5, 4, 2], Activation.Relu), new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, 0.5), 3);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        // The perceptron itself computes in float32.
        AssertNear(
            perceptron.call(tensor(Input, float32).unsqueeze(0)).Numbers(), PiecewiseLinearNetwork.Of(perceptron).Evaluate(Input), 1e-6);
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 0, 1, 1)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(2, 1, 1, 2)]
    public void Convolutions_of_images_are_read_with_stride_padding_dilation_and_groups(
        long stride, long padding, long dilation, long groups)
    {
        var normalisation = nn.BatchNorm2d(4);
        using (no_grad())
        {
            normalisation.running_mean!.copy_(Draw.Normal(11, 4));
            normalisation.weight!.copy_(Draw.Normal(12, 4));
        }

        var size = new InputSize(2, 6, 5);
        var convolutions = nn.Sequential(
            nn.Conv2d(2, 4, (3, 2), stride: (stride, 1), padding: (padding, 1), dilation: (dilation, 1), groups: groups),
            normalisation,
            nn.ReLU(),
            nn.Conv2d(4, 3, 2, bias: false), nn.LeakyReLU(0.1), nn.Flatten());
        convolutions.eval();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = convolutions.call(zeros(1, 2, 6, 5)).shape[1];
        using var module = nn.Sequential(convolutions, nn.Linear(values, 2));
        module.eval();
        Tensor image = Draw.Normal(13, 1, 2, 6, 5);
        var network = PiecewiseLinearNetwork.Of(module, size);
        Assert.Equal(60, network.InputCount);
        var found = network.Evaluate(image.Numbers());
        // libtorch adds eps in float32 before the statistics are widened.
        AssertNear(module.to(ScalarType.Float64).call(image).Numbers(), found, 1e-6);

        // And the regions on a plane through three images agree with it.
        AffineSlice plane = AffineSlice.Through(
            Draw.Normal(14, 60).Numbers(), Draw.Normal(15, 60).Numbers(), Draw.Normal(16, 60).Numbers());
        Assert.All(PlaneRegions.Of(network, plane, PlaneWindow.Square(1)), region =>
        {
            PlanePoint centre = region.Polygon.Centroid;
            AssertNear(network.Evaluate(plane.At(centre.X, centre.Y)), [region.Value(centre, 0), region.Value(centre, 1)], 1e-11);
        });
    }

    [Fact]
    public void Pooling_by_maximum_and_by_mean_is_read()
    {
        using var module = SampleNetworks.Convolutional(1);
        using var image = Draw.Normal(17, 1, 2, 7, 6);
        AssertNear(
            module.to(ScalarType.Float64).call(image).Numbers(),
            PiecewiseLinearNetwork.Of(module, SampleNetworks.ImageSize).Evaluate(image.Numbers()));
    }

    [Theory]
    [InlineData(3, 2, 1, 1)]
    [InlineData(2, 3, 0, 2)]
    [InlineData(2, 1, 1, 3)]
    public void Windows_of_maxima_move_as_those_of_libtorch(long kernel, long stride, long padding, long dilation)
    {
        using var module = nn.Sequential(nn.Conv2d(2, 2, 1), nn.MaxPool2d(kernel, stride, padding, dilation), nn.Flatten());
        using var image = Draw.Normal(18, 1, 2, 9, 8);
        AssertNear(
            module.to(ScalarType.Float64).call(image).Numbers(),
            PiecewiseLinearNetwork.Of(module, new InputSize(2, 9, 8)).Evaluate(image.Numbers()));
    }

    [Theory]
    [InlineData(2, 2, 0, null)]
    [InlineData(3, 2, 1, null)]
    [InlineData(2, 1, 0, 3L)]
    public void Windows_of_means_move_as_those_of_libtorch(long kernel, long stride, long padding, long? divisor)
    {
        using var module = nn.Sequential(
            nn.Conv2d(2, 2, 1), nn.AvgPool2d(kernel, stride, padding, divisor_override: divisor), nn.Flatten());
        using var image = Draw.Normal(19, 1, 2, 9, 8);
        AssertNear(
            module.to(ScalarType.Float64).call(image).Numbers(),
            PiecewiseLinearNetwork.Of(module, new InputSize(2, 9, 8)).Evaluate(image.Numbers()));
    }

    [Fact]
    public void Skip_connections_are_read()
    {
        using var module = SampleNetworks.Residual(1);
        AssertNear(SampleNetworks.Answer(module, 0.4, -0.9), PiecewiseLinearNetwork.Of(module).Evaluate([0.4, -0.9]));
    }

    [Theory]
    [InlineData]
    [InlineData(6, 7)]
    public void The_small_convolutional_network_of_the_library_is_read_too(params int[] further)
    {
        using var module = new SmallConvolutionalNetwork(
            new ConvolutionalShape(1, 9, 8, 2, 3, 5, 4, Activation.Relu) { FurtherHidden = further },
            new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, 0.3),
            2);
        using var image = Draw.Normal(20, 1, 1, 9, 8);
        // The network itself computes in float32.
        AssertNear(
            module.call(image.to(ScalarType.Float32)).Numbers(),
            PiecewiseLinearNetwork.Of(module, new InputSize(1, 9, 8)).Evaluate(image.Numbers()),
            1e-5);
    }

    [Fact]
    public void A_skip_connection_that_adds_other_sizes_is_refused()
    {
        using var images = nn.Sequential(new SkipConnection(nn.Conv2d(2, 2, 3)), nn.Flatten());
        Assert.Contains(
            "adds an image of 2×6×6 to an image of 2×4×4",
            Assert.Throws<NotPiecewiseLinearException>(() => PiecewiseLinearNetwork.Of(images, new InputSize(2, 6, 6))).Message,
            StringComparison.Ordinal);
        using var vectors = nn.Sequential(new SkipConnection(nn.Linear(3, 2)));
        Assert.Contains(
            "adds 3 values to 2",
            Assert.Throws<ArgumentException>(() => PiecewiseLinearNetwork.Of(vectors).Evaluate(Input)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_convolution_needs_the_size_of_its_image()
    {
        using var module = nn.Sequential(nn.Conv2d(2, 4, 3), nn.ReLU());
        Assert.Contains(
            "size",
            Assert.Throws<NotPiecewiseLinearException>(() => PiecewiseLinearNetwork.Of(module)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "2 channels",
            Assert.Throws<NotPiecewiseLinearException>(() => PiecewiseLinearNetwork.Of(module, new InputSize(1, 6, 6))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_pattern_tells_which_units_are_above_zero()
    {
        using var module = nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1));
        using (no_grad())
        {
            var first = (TorchSharp.Modules.Linear)module[0];
            first.weight.copy_(tensor(new double[] { 1, -1 }).reshape(2, 1));
            first.bias!.zero_();
        }

        var network = PiecewiseLinearNetwork.Of(module);
        Assert.Equal([1, 0], network.Pattern([0.5]));
        Assert.Equal([0, 1], network.Pattern([-0.5]));
    }

    [Fact]
    public void Training_the_module_later_changes_nothing()
    {
        using var module = SampleNetworks.Module(2, 0, 3, 4, 1);
        var network = PiecewiseLinearNetwork.Of(module);
        var before = network.Evaluate(Input);
        using (no_grad())
        {
            foreach (var parameter in module.parameters())
            {
                parameter.zero_();
            }
        }

        Assert.Equal(before, network.Evaluate(Input));
    }

    public static TheoryData<string> Refused => [.. Modules.Keys];

    private static Dictionary<string, Func<nn.Module<Tensor, Tensor>>> Modules { get; } = new(StringComparer.Ordinal)
    {
        ["layer 2 of 3: found Tanh"] = () => nn.Sequential(nn.Linear(3, 2), nn.Tanh(), nn.Linear(2, 1)),
        ["layer 2 of 2: found GELU"] = () => nn.Sequential(nn.Linear(3, 2), nn.GELU()),
        ["layer 2 of 2: found BatchNorm1d in training mode"] = () => nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)),
        ["layer 2 of 3: found a maximum pooling of an input whose size is not known"] = () =>
            nn.Sequential(nn.Linear(3, 2), nn.MaxPool2d(2), nn.Linear(2, 1)),
        ["layer 2 of 2, main, layer 2 of 2: found Sigmoid"] = () =>
            nn.Sequential(nn.Linear(3, 2), new SkipConnection(nn.Sequential(nn.Linear(2, 2), nn.Sigmoid()))),
        ["layer 1 of 2: found a maximum pooling with ceil_mode"] = () => nn.Sequential(nn.MaxPool2d(2, ceil_mode: true), nn.Linear(3, 2)),
        ["layer 1 of 2: found Dropout in training mode"] = () => nn.Sequential(nn.Dropout(), nn.Linear(3, 2)),
        ["layer 1 of 1: found the activation Tanh"] = () =>
            new MultilayerPerceptron(
                new PerceptronShape([3, 2, 1], Activation.Tanh), new Initialisation(WeightDistribution.Normal, WeightScale.Glorot, 1), 1),
        ["layers: found none with weights"] = () => nn.Sequential(nn.ReLU()),
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_piecewise_linear_is_refused_by_name(string message)
    {
        using var module = Modules[message]();
        var fault = Assert.Throws<NotPiecewiseLinearException>(() => PiecewiseLinearNetwork.Of(module));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains("expected", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => SampleNetworks.Network(1, 3, 4, 1).Evaluate([1.0, 2.0]));

    private static void AssertNear(double[] expected, double[] found, double tolerance = Rounding)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
