using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Overtone.Models.Onnx.Operators;

/// <summary>What ONNX Runtime's optimiser makes of several operators, in a domain of its own.</summary>
internal static class Fused
{
    /// <summary>The domain.</summary>
    public const string Domain = "com.microsoft";

    public static IEnumerable<OnnxOperator> All { get; } = new[]
    {
        OnnxOperator.Of("FusedConv", Convolve, $"{Windows.Attributes} group activation activation_params"),
        OnnxOperator.Of(
            "FusedGemm", Gemm, "activation activation_alpha activation_beta activation_gamma alpha beta transA transB"),
        OnnxOperator.Of("FusedMatMul", Product, "alpha transA transB transBatchA transBatchB"),
        OnnxOperator.OfSeveral("SkipLayerNormalization", SkipLayer, "epsilon"),
        OnnxOperator.OfSeveral("SkipSimplifiedLayerNormalization", SkipRootMeanSquare, "epsilon"),
        OnnxOperator.Of("Gelu", call => Activations.Gelu(call.Input(0))),
        OnnxOperator.Of("BiasGelu", call => Activations.Gelu(call.Input(0) + call.Input(1))),
        OnnxOperator.Of("FastGelu", call => Activations.GeluByTanh(Biased(call.Input(0), call.Optional(1)))),
        OnnxOperator.Of("QuickGelu", call => Activations.Swish(call.Input(0), call.Number("alpha", 1.702)), "alpha"),
    }.Select(fused => fused with { Domain = Domain });

    private static Tensor Convolve(OnnxCall call)
    {
        Tensor sum = Biased(Convolutions.Convolve(call, call.Input(0), call.Input(1), call.Optional(2)), call.Optional(3));
        return Activate(call, sum, call.Numbers("activation_params") ?? []);
    }

    private static Tensor Gemm(OnnxCall call)
    {
        string[] names = ["activation_alpha", "activation_beta"];
        return Activate(call, Products.Gemm(call), [.. names.Where(call.Has).Select(name => call.Number(name, 0))]);
    }

    private static Tensor Activate(OnnxCall call, Tensor x, double[] given)
    {
        double Parameter(int index, double otherwise) => index < given.Length ? given[index] : otherwise;
        return call.Choice("activation", "", "", "Relu", "Sigmoid", "Tanh", "LeakyRelu", "Clip", "HardSigmoid") switch
        {
            "Relu" => x.relu(),
            "Sigmoid" => x.sigmoid(),
            "Tanh" => x.tanh(),
            "LeakyRelu" => functional.leaky_relu(x, Parameter(0, 0.01)),
            "Clip" => x.clamp(Parameter(0, double.NegativeInfinity), Parameter(1, double.PositiveInfinity)),
            "HardSigmoid" => (x * Parameter(0, 0.2) + Parameter(1, 0.5)).clamp(0, 1),
            _ => x,
        };
    }

    private static Tensor Product(OnnxCall call)
    {
        Tensor a = Matrices(call, call.Input(0), call.Flag("transBatchA"), call.Flag("transA")),
            b = Matrices(call, call.Input(1), call.Flag("transBatchB"), call.Flag("transB"));
        Tensor product = Products.Multiply(call, a, b);
        return call.Number("alpha", 1) is not 1 and var alpha ? product * alpha : product;
    }

    // Rows may stand before the axes that count matrices.
    private static Tensor Matrices(OnnxCall call, Tensor input, bool rowsFirst, bool isTransposed)
    {
        if (input.dim() < 2)
            return rowsFirst ? throw call.Fault($"a tensor of {input.dim()} axes", "two or more") : input;
        Tensor matrices = rowsFirst ? input.movedim([0], [input.dim() - 2]) : input;
        return isTransposed ? matrices.transpose(-2, -1) : matrices;
    }

    private static IReadOnlyList<Tensor> SkipLayer(OnnxCall call)
    {
        Tensor sum = Biased(call.Input(0) + call.Input(1), call.Optional(4));
        return [.. Normalisations.Layer(call, sum, [sum.dim() - 1], call.Input(2), call.Optional(3)), sum];
    }

    private static IReadOnlyList<Tensor> SkipRootMeanSquare(OnnxCall call)
    {
        Tensor sum = Biased(call.Input(0) + call.Input(1), call.Optional(3));
        IReadOnlyList<Tensor> normalised = Normalisations.RootMeanSquare(call, sum, [sum.dim() - 1], call.Input(2));
        return [normalised[0], sum.mean([sum.dim() - 1], keepdim: true), normalised[1], sum];
    }

    private static Tensor Biased(Tensor x, Tensor? bias) => bias is null ? x : x + bias;
}
