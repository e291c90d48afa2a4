using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Products of matrices.</summary>
internal static class Products
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("MatMul", call => call.Input(0).matmul(call.Input(1))),
        OnnxOperator.Of("Gemm", Gemm, "alpha beta broadcast transA transB"),
        OnnxOperator.Of(
            "Einsum", call => einsum(call.Text("equation", "").Replace(" ", "", StringComparison.Ordinal), [.. call.Inputs]), "equation"),
    ];

    private static Tensor Gemm(OnnxCall call)
    {
        Tensor a = call.Input(0), b = call.Input(1);
        if (a.dim() != 2 || b.dim() != 2)
            throw call.Fault($"tensors of {a.dim()} and {b.dim()} axes", "two matrices");
        Tensor product = (call.Flag("transA") ? a.t() : a).mm(call.Flag("transB") ? b.t() : b);
        double alpha = call.Number("alpha", 1), beta = call.Number("beta", 1);
        if (alpha != 1)
            product = product * alpha;
        return call.Optional(2) is { } c ? product + (beta == 1 ? c : c * beta) : product;
    }
}
