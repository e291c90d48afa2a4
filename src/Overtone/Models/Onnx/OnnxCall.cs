using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>One computation of a node: what an operator is given.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="node">The node.</param>
/// <param name="version">The version of its domain's operators.</param>
/// <param name="inputs">Its inputs; null for those that are left out.</param>
/// <param name="constants">Those of them that are the same whatever the images are, before they are rounded; null for the rest.</param>
/// <param name="numberType">What stands for the floating types that the model names; float32 leaves them as they are.</param>
internal sealed class OnnxCall(
    string file, OnnxNode node, long version, Tensor?[] inputs, Tensor?[] constants, NumberType numberType)
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

    /// <summary>What is wrong with this node.</summary>
    public ModelFormatException Fault(string found, string expected) => new(file, node.Label, found, expected);

    /// <summary>libtorch's type for one that the model names; null where it has none.</summary>
    /// <param name="type">A number of <c>TensorProto.DataType</c>.</param>
    public ScalarType? TypeOf(long type) => OnnxElementType.ToScalarType(type) switch
    {
        ScalarType.Float32 or ScalarType.Float64 when numberType == NumberType.Bfloat16 => ScalarType.BFloat16,
        var found => found,
    };

    private Tensor Constant(int index) => constants[index]
        ?? throw Fault($"input {index + 1}, which depends on the images", "one that is the same for all images");
}
