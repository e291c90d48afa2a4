using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Products of matrices.</summary>
internal static class Products
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("MatMul", call => Multiply(call, call.Input(0), call.Input(1))),
        OnnxOperator.Of("Gemm", Gemm, "alpha beta broadcast transA transB"),
        OnnxOperator.Of("Einsum", Sum, "equation"),
    ];

    /// <summary>The product of matrices, or of stacks of them: the only way to it, because an error inside ends the process.</summary>
    /// <param name="call">The node.</param>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    public static Tensor Multiply(OnnxCall call, Tensor a, Tensor b)
    {
        call.RequireProduct(a, b);
        return a.matmul(b);
    }

    private static Tensor Sum(OnnxCall call)
    {
        string equation = call.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        string[] sides = equation.Split("->"), terms = sides[0].Split(',');
        IReadOnlyList<Tensor> inputs = call.Inputs;
        if (terms.Length != inputs.Count)
            throw call.Fault($"equation \"{equation}\" for {inputs.Count} tensors", "a term for each");
        var letters = new Dictionary<char, long>();
        double others = 1;
        foreach ((string term, Tensor input) in terms.Zip(inputs))
        {
            string plain = term.Replace("...", "", StringComparison.Ordinal);
            // Axes behind three dots have no letters.
            if (plain.Length != input.dim())
                others *= input.numel();
            else
                foreach ((char letter, long side) in plain.Zip(input.shape))
                    letters[letter] = Math.Max(side, letters.GetValueOrDefault(letter));
        }

        double Product(IEnumerable<char> names) =>
            names.Aggregate(others, (product, letter) => product * letters.GetValueOrDefault(letter, 1));
        call.RequireCount(Product(sides.Length > 1 ? sides[1] : []));
        call.RequireWork(Product(letters.Keys));
        return einsum(equation, [.. inputs]);
    }

    /// <summary>The product of two matrices that a node's attributes tell of, and what is added to it.</summary>
    /// <param name="call">The node.</param>
    public static Tensor Gemm(OnnxCall call)
    {
        Tensor a = call.Input(0), b = call.Input(1);
        if (a.dim() != 2 || b.dim() != 2)
            throw call.Fault($"tensors of {a.dim()} and {b.dim()} axes", "two matrices");
        Tensor product = Multiply(call, call.Flag("transA") ? a.t() : a, call.Flag("transB") ? b.t() : b);
        double alpha = call.Number("alpha", 1), beta = call.Number("beta", 1);
        if (alpha != 1)
            product = product * alpha;
        return call.Optional(2) is { } c ? product + (beta == 1 ? c : c * beta) : product;
    }
}
