using Overtone.Models;
using Overtone.Models.Onnx;
using static Overtone.Tests.Models.Onnx.Drawn;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>Operators of quantised models are at most one step from ONNX Runtime, and rounding hands gradients on.</summary>
public class OnnxQuantisationTests
{
    private const int Draws = 6;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Draws)];

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(-1, 4)]
    public void Blocks_have_scales_of_their_own(int axis, int block)
    {
        using var scope = NewDisposeScope();
        Tensor input = 40 * Values(1, [2, 4, 6]);
        int place = axis < 0 ? 3 + axis : axis;
        long[] shape = input.shape;
        shape[place] = (shape[place] + block - 1) / block;
        Tensor scale = Values(2, shape).abs() + 0.1, zero = Whole(3, shape, ScalarType.Int8, -20, 20);
        new SingleNode("QuantizeLinear", 21).Weight(scale).Weight(zero).With("axis", axis).With("block_size", block)
            .Gives(SampleGraph.Int8).RequireAgreement(input, steps: 1);
        new SingleNode("DequantizeLinear", 21).Weight(scale).Weight(zero).With("axis", axis).With("block_size", block)
            .RequireAgreement(Whole(4, input.shape, ScalarType.Int8, -128, 128));
    }

    [Fact]
    public void A_classifier_says_that_gradients_pass_through_rounding()
    {
        using var scope = NewDisposeScope();
        SampleGraph graph = new SampleGraph(17).Input("x", [1, 3, 4, 4]).Output("y").Weight("scale", tensor(0.1f))
            .Weight("zero", tensor(128, ScalarType.Byte)).Node("Flatten", ["x"], ["flat"])
            .Node("QuantizeLinear", ["flat", "scale", "zero"], ["q"]).Node("DequantizeLinear", ["q", "scale", "zero"], ["y"]);
        string[] said = graph.InFile(file =>
        {
            using var classifier = OnnxClassifier.Open(file);
            return classifier.Description.Adaptations.ToArray();
        });
        Assert.Equal(["gradients pass straight through the rounding of QuantizeLinear, as if there were none"], said);
    }

    [Fact]
    public void The_type_of_what_is_rounded_may_be_an_attribute()
    {
        using var scope = NewDisposeScope();
        Tensor found = new SingleNode("QuantizeLinear", 21).Weight(tensor(0.25f)).With("output_dtype", SampleGraph.Int8)
            .Gives(SampleGraph.Int8).RequireAgreement(40 * Values(1, [3, 50]));
        Assert.Equal((-128, 127), (found.min().item<float>(), found.max().item<float>()));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Convolutions(int seed)
    {
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        Tensor image = Whole(seed, [2, 3, 9, 8], ScalarType.Byte, 0, 256),
            weight = Whole(seed + 1, [4, 3, 3, 2], ScalarType.Int8, -128, 128);
        long[] pads = Many(random, 4, 0, 3), strides = Many(random, 2, 1, 3);
        bool isPerOutput = random.Next(2) == 0;
        new SingleNode("QLinearConv", 10).Weight(tensor(0.05f)).Weight(tensor((byte)random.Next(256))).Weight(weight)
            .Weight(isPerOutput ? (0.01f * (Values(seed, [4]).abs() + 0.1)) : tensor(0.01f))
            .Weight(isPerOutput ? zeros(4, dtype: ScalarType.Int8) : tensor((sbyte)0))
            .Weight(tensor(0.2f)).Weight(tensor((byte)120)).Weight(Whole(seed + 2, [4], ScalarType.Int32, -999, 999))
            .With("pads", pads).With("strides", strides).Gives(SampleGraph.UInt8).RequireAgreement(image, steps: 1);
        new SingleNode("ConvInteger", 10).Weight(weight.to_type(ScalarType.Byte)).Weight(tensor((byte)random.Next(256)))
            .Weight(tensor((byte)random.Next(256))).With("pads", pads).With("strides", strides)
            .Gives(SampleGraph.Int32).RequireAgreement(image);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Products_of_matrices(int seed)
    {
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        Tensor image = Whole(seed, [2, 5, 7], ScalarType.Byte, 0, 256), weight = Whole(seed + 1, [7, 4], ScalarType.Int8, -128, 128);
        new SingleNode("QLinearMatMul", 10).Weight(tensor(0.05f)).Weight(tensor((byte)random.Next(256))).Weight(weight)
            .Weight(0.01f * (Values(seed, [4]).abs() + 0.1)).Weight(zeros(4, dtype: ScalarType.Int8)).Weight(tensor(0.2f))
            .Weight(tensor((byte)120)).Gives(SampleGraph.UInt8).RequireAgreement(image, steps: 1);
        new SingleNode("MatMulInteger", 10).Weight(weight).Weight(tensor((byte)random.Next(256))).Weight(zeros(4, dtype: ScalarType.Int8))
            .Gives(SampleGraph.Int32).RequireAgreement(image);
        new SingleNode("com.microsoft.MatMulIntegerToFloat", 13).Weight(weight).Weight(tensor(0.05f)).Weight(tensor(0.01f))
            .Weight(tensor((byte)7)).Weight(tensor((sbyte)0)).Weight(Values(seed, [4])).RequireAgreement(image);
        new SingleNode("com.microsoft.DynamicQuantizeMatMul", 13).Weight(weight).Weight(tensor(0.01f)).Weight(tensor((sbyte)0))
            .Weight(Values(seed, [4])).RequireAgreement(Values(seed, [2, 5, 7]), 1e-2);
        new SingleNode("com.microsoft.QGemm", 13).Weight(tensor(0.05f)).Weight(tensor((byte)9)).Weight(weight.t().contiguous())
            .Weight(tensor(0.01f)).Weight(tensor((sbyte)0)).Weight(Whole(seed, [4], ScalarType.Int32, -999, 999))
            .Weight(tensor(0.2f)).Weight(tensor((byte)120)).With("transB", 1).Gives(SampleGraph.UInt8)
            .RequireAgreement(image.narrow(0, 0, 1).reshape(5, 7), steps: 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Functions_of_whole_numbers(int seed)
    {
        using var scope = NewDisposeScope();
        Tensor image = Whole(seed, [2, 4, 6, 6], ScalarType.Byte, 0, 256), other = Whole(seed + 1, [4, 1, 6], ScalarType.Byte, 0, 256);
        SingleNode Of(string name) =>
            new SingleNode($"com.microsoft.{name}", 13).Weight(tensor(0.04f)).Weight(tensor((byte)131)).Gives(SampleGraph.UInt8);
        foreach (string name in new[] { "QLinearAdd", "QLinearMul" })
        {
            Of(name).Weight(other).Weight(tensor(0.03f)).Weight(tensor((byte)99)).Weight(tensor(0.06f)).Weight(tensor((byte)128))
                .RequireAgreement(image, steps: 1);
        }

        foreach (SingleNode node in new[]
        {
            Of("QLinearSigmoid"), Of("QLinearLeakyRelu").With("alpha", 0.2), Of("QLinearSoftmax").With("axis", -1).With("opset", 13),
            Of("QLinearGlobalAveragePool").With("channels_last", 0), Of("QLinearGlobalAveragePool").With("channels_last", 1),
            Of("QLinearAveragePool").With("kernel_shape", 3, 2).With("pads", 1, 0, 1, 1).With("strides", 2, 1),
        })
        {
            node.Weight(tensor(0.03f)).Weight(tensor((byte)7)).RequireAgreement(image, steps: 1);
        }

        new SingleNode("com.microsoft.QLinearConcat", 13).First(tensor(0.05f), tensor((byte)120)).Weight(tensor(0.04f))
            .Weight(tensor((byte)131)).Weight(image).Weight(tensor(0.02f)).Weight(tensor((byte)3)).With("axis", 1)
            .Gives(SampleGraph.UInt8).RequireAgreement(image, steps: 1);
    }

    [Fact]
    public void A_range_that_follows_the_numbers()
    {
        using var scope = NewDisposeScope();
        foreach (int seed in Enumerable.Range(1, Draws))
        {
            new SingleNode("DynamicQuantizeLinear", 11).Gives(SampleGraph.UInt8, SampleGraph.Float32, SampleGraph.UInt8)
                .RequireAgreement((3 * Values(seed, [4, 5])) + seed, steps: 1);
        }
    }

    [Fact]
    public void Rounding_hands_gradients_on()
    {
        using var scope = NewDisposeScope();
        byte[] file = new SampleGraph(13).Input("x", [2, 5]).Output("y")
            .Node("DynamicQuantizeLinear", ["x"], ["q", "s", "z"])
            .Weight("w", Whole(1, [5, 3], ScalarType.Int8, -128, 128)).Node("MatMulInteger", ["q", "w", "z"], ["p"])
            .Node("Cast", ["p"], ["f"], ("to", 1)).Node("Mul", ["f", "s"], ["y"]).Model();
        using var folder = new TemporaryFolder();
        using OnnxModel model = OnnxModelReader.Read(folder.Write("m.onnx", file));
        Tensor x = Values(2, [2, 5]).requires_grad_();
        using var program = OnnxProgram.Trace(model, model.Outputs, x);
        program.Run(x)[0].sum().backward();
        Tensors.RequireNear(model.Weights["w"].to_type(ScalarType.Float32).sum(1).expand(2, 5), x.grad!, 1e-4);

        using var rounded = OnnxProgram.Trace(model, model.Outputs, x.detach(), ScalarType.BFloat16);
        Tensor expected = program.Run(x)[0].detach(), found = rounded.Run(x.detach().to_type(ScalarType.BFloat16))[0];
        Assert.Equal(ScalarType.BFloat16, found.dtype);
        Tensors.RequireNear(expected, found.to_type(ScalarType.Float32), 0.05 * expected.abs().max().item<float>());
    }
}
