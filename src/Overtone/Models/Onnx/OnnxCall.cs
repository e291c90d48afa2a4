using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>One computation of a node: what an operator is given.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="node">The node.</param>
/// <param name="version">The version of its domain's operators.</param>
/// <param name="inputs">Its inputs; null for those that are left out.</param>
/// <param name="constants">Those of them that are the same whatever the images are, before they are rounded; null for the rest.</param>
/// <param name="numbers">What stands for the floating types that the model names; float32 leaves them as they are.</param>
/// <param name="budget">How much it may ask for.</param>
internal sealed class OnnxCall(
    string file, OnnxNode node, long version, Tensor?[] inputs, Tensor?[] constants, ScalarType numbers, OnnxBudget budget)
{
    /// <summary>The version of the operators of the node's domain.</summary>
    public long Version => version;

    /// <summary>How many inputs there are, those left out included.</summary>
    public int InputCount => inputs.Length;

    /// <summary>How many outputs are wanted.</summary>
    public int OutputCount => node.Outputs.Count;

    /// <summary>All inputs, none of which may be left out.</summary>
    public IReadOnlyList<Tensor> Inputs => [.. Enumerable.Range(0, inputs.Length).Select(this.Input)];

    /// <summary>An input that must be there.</summary>
    public Tensor Input(int index) => Optional(index) ?? throw Fault($"no input {index + 1}", "that input");

    /// <summary>An input that may be left out.</summary>
    public Tensor? Optional(int index) => index < inputs.Length ? inputs[index] : null;

    /// <summary>The integers of an input, which must not depend on the images; null where it is left out.</summary>
    public long[]? IntegersOf(int index)
    {
        if (Optional(index) is null)
            return null;
        using var scope = NewDisposeScope();
        return Constant(index).to_type(ScalarType.Int64).contiguous().cpu().data<long>().ToArray();
    }

    /// <summary>The numbers of an input, which must not depend on the images; null where it is left out.</summary>
    public double[]? NumbersOf(int index)
    {
        if (Optional(index) is null)
            return null;
        using var scope = NewDisposeScope();
        return Constant(index).detach().to_type(ScalarType.Float64).contiguous().cpu().data<double>().ToArray();
    }

    /// <summary>Whether the node has an attribute.</summary>
    public bool Has(string attribute) => node.Attributes.ContainsKey(attribute);

    /// <summary>An integer, or what stands for it where it is not given.</summary>
    public long Integer(string attribute, long otherwise) => node.Attributes.GetValueOrDefault(attribute)?.Integer ?? otherwise;

    /// <summary>An integer that must be there.</summary>
    public long Integer(string attribute) =>
        node.Attributes.GetValueOrDefault(attribute)?.Integer ?? throw Fault($"no attribute {attribute}", "an integer");

    /// <summary>Whether an integer is not 0.</summary>
    public bool Flag(string attribute, bool otherwise = false) => Integer(attribute, otherwise ? 1 : 0) != 0;

    /// <summary>A number, or what stands for it where it is not given.</summary>
    public double Number(string attribute, double otherwise) => node.Attributes.GetValueOrDefault(attribute)?.Number ?? otherwise;

    /// <summary>A text, or what stands for it where it is not given.</summary>
    public string Text(string attribute, string otherwise) => node.Attributes.GetValueOrDefault(attribute)?.Text ?? otherwise;

    /// <summary>A list of integers; null where it is not given.</summary>
    public long[]? Integers(string attribute) => node.Attributes.GetValueOrDefault(attribute) is { } given ? [.. given.Integers] : null;

    /// <summary>A list of numbers; null where it is not given.</summary>
    public double[]? Numbers(string attribute) => node.Attributes.GetValueOrDefault(attribute) is { } given ? [.. given.Numbers] : null;

    /// <summary>A tensor; null where it is not given.</summary>
    public Tensor? Value(string attribute) => node.Attributes.GetValueOrDefault(attribute)?.Tensor;

    /// <summary>Integers that are an attribute in old versions and an input in new ones: whichever is there.</summary>
    public long[]? IntegersOf(string attribute, int input) => Integers(attribute) ?? IntegersOf(input);

    /// <summary>A text that must be one of some.</summary>
    public string Choice(string attribute, string otherwise, params IReadOnlyList<string> choices)
    {
        string text = Text(attribute, otherwise);
        return choices.Contains(text) ? text : throw Fault($"{attribute} \"{text}\"", string.Join(" or ", choices));
    }

    /// <summary>An axis, counted from the front.</summary>
    public int Axis(long axis, long rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Fault($"axis {axis} of a tensor with {rank} axes", rank == 0 ? "none" : $"{-rank} to {rank - 1}");

    /// <summary>Axes, counted from the front.</summary>
    public int[] Axes(IEnumerable<long> axes, long rank) => [.. axes.Select(axis => Axis(axis, rank))];

    /// <summary>Refuses a result that is too large, before it is computed.</summary>
    /// <param name="shape">Its shape.</param>
    public void RequireSize(IReadOnlyList<long> shape)
    {
        if (shape.Any(side => side < 0))
            throw Fault($"a result of shape [{string.Join(", ", shape)}]", "sides of 0 or more");
        RequireCount(shape.Aggregate(1.0, (product, side) => product * side));
    }

    /// <summary>Refuses a result of too many numbers.</summary>
    /// <param name="count">How many.</param>
    public void RequireCount(double count)
    {
        if (!(count <= budget.MostNumbers))
            throw Fault($"a result of {count:N0} numbers", $"{budget.MostNumbers:N0} at most for an input of this size");
    }

    /// <summary>Refuses what takes too long.</summary>
    /// <param name="steps">How many multiplications.</param>
    public void RequireWork(double steps)
    {
        if (!(steps <= budget.MostSteps))
            throw Fault($"a result of {steps:N0} multiplications", $"{budget.MostSteps:N0} at most for an input of this size");
    }

    /// <summary>Refuses tensors that are too large where each is stretched to the other's sides.</summary>
    /// <param name="tensors">The tensors.</param>
    public void RequireBroadcast(params IReadOnlyList<Tensor> tensors) => RequireCount(Stretched([.. tensors.Select(t => t.shape)]));

    /// <summary>Refuses a product of matrices that do not fit together, or that is too large.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    public void RequireProduct(Tensor a, Tensor b)
    {
        if (a.dim() == 0 || b.dim() == 0 || a.shape[^1] != b.shape[(int)Math.Max(0, b.dim() - 2)] || !IsBroadcast(a.shape, b.shape, 2))
        {
            throw Fault(
                $"matrices [{string.Join(", ", a.shape)}] and [{string.Join(", ", b.shape)}]",
                "as many rows of the second as columns of the first");
        }

        if (a.dtype != b.dtype || a.dtype == ScalarType.Bool)
            throw Fault($"matrices of types {a.dtype} and {b.dtype}", "two of one number type");
        long[] first = a.dim() > 1 ? a.shape : [1, .. a.shape], second = b.dim() > 1 ? b.shape : [.. b.shape, 1];
        double count = Stretched([first[..^2], second[..^2]]) * first[^2] * second[^1];
        RequireCount(count);
        RequireWork(count * first[^1]);
    }

    /// <summary>What is wrong with this node.</summary>
    public ModelFormatException Fault(string found, string expected) => new(file, node.Label, found, expected);

    /// <summary>libtorch's type for one that the model names; null where it has none.</summary>
    /// <param name="type">A number of <c>TensorProto.DataType</c>.</param>
    public ScalarType? TypeOf(long type) => OnnxElementType.ToScalarType(type) switch
    {
        ScalarType.Float32 or ScalarType.Float64 when numbers != ScalarType.Float32 => numbers,
        var found => found,
    };

    private static bool IsBroadcast(long[] a, long[] b, int after) => Enumerable
        .Range(after + 1, Math.Max(0, Math.Min(a.Length, b.Length) - after)).All(fromEnd =>
            a[^fromEnd] == b[^fromEnd] || a[^fromEnd] == 1 || b[^fromEnd] == 1);

    private static double Stretched(IReadOnlyList<long[]> shapes) => Enumerable.Range(1, shapes.Max(shape => shape.Length)).Aggregate(
        1.0, (product, fromEnd) => product * shapes.Where(shape => shape.Length >= fromEnd).Max(shape => shape[^fromEnd]));

    private Tensor Constant(int index) => constants[index]
        ?? throw Fault($"input {index + 1}, which depends on the images", "one that is the same for all images");
}
