using static Overtone.Tests.Models.Onnx.Drawn;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>
/// Operators agree with ONNX Runtime on random shapes and attributes. All of them against the ONNX project's own tests: the bench's
/// <c>onnx-node-tests</c>.
/// </summary>
public class OnnxOperatorTests
{
    private const int Draws = 12;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Draws)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Convolutions(int seed)
    {
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        int axes = random.Next(1, 4), group = random.Next(1, 3);
        long channels = group * random.Next(1, 3), outputs = group * random.Next(1, 3);
        long[] kernel = Many(random, axes, 1, 4), dilations = Many(random, axes, 1, 3);
        var node = new SingleNode("Conv", 11).Weight(Values(seed, [outputs, channels / group, .. kernel]))
            .Weight(Values(seed + 1, [outputs]))
            .With("group", group).With("strides", Many(random, axes, 1, 4)).With("dilations", dilations);
        node = random.Next(3) switch
        {
            0 => node.With("pads", Many(random, 2 * axes, 0, 3)),
            1 when dilations.All(d => d == 1) => node.With("auto_pad", random.Next(2) == 0 ? "SAME_UPPER" : "SAME_LOWER"),
            _ => node.With("auto_pad", "VALID"),
        };
        node.RequireAgreement(Values(seed + 2, [2, channels, .. Many(random, axes, 8, 12)]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Transposed_convolutions(int seed)
    {
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        int axes = random.Next(1, 3), group = random.Next(1, 3);
        long channels = group * random.Next(1, 3);
        long[] kernel = Many(random, axes, 2, 4), strides = Many(random, axes, 1, 4);
        new SingleNode("ConvTranspose", 11).Weight(Values(seed, [channels, 2, .. kernel])).Weight(Values(seed + 1, [2 * group]))
            .With("group", group).With("strides", strides).With("pads", Many(random, 2 * axes, 0, 2))
            .With("output_padding", [.. strides.Select(stride => (long)random.Next((int)stride))])
            .RequireAgreement(Values(seed + 2, [2, channels, .. Many(random, axes, 4, 7)]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Poolings(int seed)
    {
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        int axes = random.Next(1, 4);
        long[] kernel = Many(random, axes, 2, 4);
        Tensor input = Values(seed, [2, 3, .. Many(random, axes, 7, 11)]);
        foreach (string name in new[] { "MaxPool", "AveragePool" })
        {
            // Up to opset 18 the runtime's averages divided by whole windows at a ceiled edge.
            var node = new SingleNode(name, name == "MaxPool" ? 12 : 19).With("kernel_shape", kernel)
                .With("strides", Many(random, axes, 1, 3)).With("ceil_mode", name == "MaxPool" ? random.Next(2) : 0);
            node = random.Next(2) == 0
                ? node.With("pads", [.. kernel.Concat(kernel).Select(side => (long)random.Next((int)side))])
                : node.With("auto_pad", random.Next(2) == 0 ? "SAME_UPPER" : "SAME_LOWER");
            if (name == "AveragePool")
                node = node.With("count_include_pad", random.Next(2));
            node.RequireAgreement(input);
        }
    }

    [Theory]
    [InlineData("Relu", 13)]
    [InlineData("Sigmoid", 13)]
    [InlineData("Tanh", 13)]
    [InlineData("Erf", 13)]
    [InlineData("Softplus", 1)]
    [InlineData("Softsign", 1)]
    [InlineData("Elu", 6)]
    [InlineData("Selu", 6)]
    [InlineData("Celu", 12)]
    [InlineData("LeakyRelu", 6)]
    [InlineData("HardSigmoid", 6)]
    [InlineData("HardSwish", 14)]
    [InlineData("Mish", 18)]
    [InlineData("Gelu", 20)]
    [InlineData("ThresholdedRelu", 10)]
    [InlineData("Softmax", 11)]
    [InlineData("Softmax", 13)]
    [InlineData("LogSoftmax", 13)]
    [InlineData("Hardmax", 13)]
    [InlineData("Abs", 13)]
    [InlineData("Round", 11)]
    [InlineData("GlobalAveragePool", 1)]
    [InlineData("GlobalMaxPool", 1)]
    [InlineData("ReduceMean", 13)]
    [InlineData("ReduceL2", 13)]
    [InlineData("ReduceLogSumExp", 13)]
    [InlineData("Transpose", 13)]
    [InlineData("Flatten", 13)]
    [InlineData("Identity", 13)]
    public void Operators_of_one_input(string name, int opset)
    {
        using var scope = NewDisposeScope();
        new SingleNode(name, opset).RequireAgreement(3 * Values(1, [2, 3, 4, 5]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Normalisations(int seed)
    {
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        long channels = 2 * random.Next(1, 4);
        Tensor input = Values(seed, [2, channels, random.Next(2, 6), random.Next(2, 6)]);
        Tensor Own(int n) => Values(seed + n, [channels]);
        new SingleNode("BatchNormalization", 15).Weight(Own(1)).Weight(Own(2)).Weight(Own(3)).Weight(Own(4).abs() + 0.1)
            .With("epsilon", 1e-3).RequireAgreement(input);
        new SingleNode("InstanceNormalization", 6).Weight(Own(1)).Weight(Own(2)).RequireAgreement(input, 1e-4);
        new SingleNode("LRN", 13).With("size", (2 * random.Next(0, 3)) + 1).With("alpha", 0.3).With("bias", 1.5).RequireAgreement(input);
        long axis = random.Next(1, 4);
        new SingleNode("LayerNormalization", 17).Weight(Values(seed + 5, input.shape[(int)axis..])).With("axis", axis)
            .RequireAgreement(input, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Resizing(int seed)
    {
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        string mode = Of(random, "nearest", "linear", "cubic"),
            coordinates = Of(random, "half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel");
        Tensor input = Values(seed, [1, 2, random.Next(3, 8), random.Next(3, 8)]);
        var node = new SingleNode("Resize", 13).Without().With("mode", mode).With("coordinate_transformation_mode", coordinates);
        node = random.Next(2) == 0
            ? node.Weight(tensor(new[] { 1f, 1, 0.5f + (2 * random.NextSingle()), 0.5f + (2 * random.NextSingle()) }))
            : node.Without().Weight(1, 2, random.Next(2, 15), random.Next(2, 15));
        if (mode == "nearest")
            node = node.With("nearest_mode", Of(random, "round_prefer_floor", "round_prefer_ceil", "floor", "ceil"));
        node.RequireAgreement(input, 1e-4);
    }

    [Fact]
    public void What_moves_numbers_about()
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [2, 8, 4, 6]);
        new SingleNode("Reshape", 14).Weight(0, 4, -1, 2).RequireAgreement(input);
        new SingleNode("Slice", 13).Weight(-1, 1).Weight(long.MinValue, -1).Weight(1, 3).Weight(-2, 2).RequireAgreement(input);
        new SingleNode("Gather", 13).Weight(tensor(new long[] { 0, -1, 3, 2 }, [2, 2])).With("axis", 1).RequireAgreement(input);
        new SingleNode("Pad", 13).Weight(0, 0, 1, -2, 0, 1, 0, 3).RequireAgreement(input);
        new SingleNode("Pad", 13).Weight(0, 0, 2, 1, 0, 1, 0, 3).With("mode", "reflect").RequireAgreement(input);
        new SingleNode("Pad", 13).Weight(0, 0, 2, 1, 0, 1, 0, 3).With("mode", "edge").RequireAgreement(input);
        new SingleNode("DepthToSpace", 13).With("blocksize", 2).With("mode", "CRD").RequireAgreement(input);
        new SingleNode("DepthToSpace", 13).With("blocksize", 2).RequireAgreement(input);
        new SingleNode("SpaceToDepth", 13).With("blocksize", 2).RequireAgreement(input);
        new SingleNode("Expand", 13).Weight(3, 1, 1, 1, 6).RequireAgreement(input);
        new SingleNode("Tile", 13).Weight(1, 2, 1, 3).RequireAgreement(input);
        new SingleNode("Squeeze", 13).Weight(0).RequireAgreement(input.narrow(0, 0, 1));
        new SingleNode("Unsqueeze", 13).Weight(-1, 1).RequireAgreement(input);
        new SingleNode("Transpose", 13).With("perm", 0, 2, 3, 1).RequireAgreement(input);
        new SingleNode("CumSum", 14).Weight(tensor(2L)).With("reverse", 1).With("exclusive", 1).RequireAgreement(input);
    }

    [Fact]
    public void Products_of_matrices()
    {
        using var scope = NewDisposeScope();
        new SingleNode("Gemm", 13).Weight(Values(1, [5, 4])).Weight(Values(2, [5])).With("transB", 1).With("alpha", 0.5).With("beta", 2.0)
            .RequireAgreement(Values(3, [3, 4]));
        new SingleNode("MatMul", 13).Weight(Values(1, [2, 4, 5])).RequireAgreement(Values(3, [6, 1, 3, 4]));
        new SingleNode("Einsum", 12).Weight(Values(1, [4, 5])).With("equation", "b i k, k j -> b j i")
            .RequireAgreement(Values(3, [2, 3, 4]));
    }

    [Fact]
    public void Functions_have_the_gradient_of_their_differences()
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [1, 2, 6, 5]);
        foreach (SingleNode node in new SingleNode[]
        {
            new SingleNode("Conv", 11).Weight(Values(2, [3, 2, 3, 2])).With("pads", 1, 0, 2, 1),
            new SingleNode("Resize", 13).Without().Weight(tensor(new[] { 1f, 1, 1.7f, 0.6f })).With("mode", "cubic"),
            new SingleNode("AveragePool", 19).With("kernel_shape", 3, 2).With("pads", 1, 0, 1, 1),
            new SingleNode("LRN", 13).With("size", 2),
            new SingleNode("Gelu", 20),
        })
        {
            Assert.True(node.GradientError(input) < 1e-6);
        }
    }

    [Fact]
    public void What_cannot_be_computed_is_named_with_its_node()
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [1, 2, 4, 4]);
        Assert.Contains(
            "node \"the node\" (NoSuch): found operator NoSuch of opset 13", new SingleNode("NoSuch", 13).Fault(input),
            StringComparison.Ordinal);
        Assert.Contains(
            "node \"the node\" (Relu): found attribute slope, expected consumed_inputs",
            new SingleNode("Relu", 13).With("slope", 1.0).Fault(input), StringComparison.Ordinal);
        Assert.Contains("found no shape", new SingleNode("Reshape", 13).Fault(input), StringComparison.Ordinal);
        Assert.Contains(
            "found windows of 9 on 4 values", new SingleNode("MaxPool", 12).With("kernel_shape", 9, 9).Fault(input),
            StringComparison.Ordinal);
    }
}
