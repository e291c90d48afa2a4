using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Writing;

/// <summary>
/// An ONNX graph in the making, of one input and one output. A node and what it gives have the same name, which no other tensor has.
/// </summary>
/// <param name="input">The name of the graph's input.</param>
/// <param name="output">The name of its output.</param>
internal sealed class OnnxGraphBuilder(string input, string output)
{
    private const int GraphNode = 1, GraphName = 2, Initialiser = 5, GraphInput = 11, GraphOutput = 12;

    private readonly List<Node> _nodes = [];
    private readonly List<ProtobufMessage> _weights = [];
    private readonly HashSet<string> _names = [input, output];

    /// <summary>Adds a node.</summary>
    /// <param name="operation">Its operator.</param>
    /// <param name="name">How it is to be called; a number is added where that is taken.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="attributes">Its attributes: whole numbers (long), lists of them, numbers (float).</param>
    /// <returns>The name of what it gives.</returns>
    public string Add(string operation, string name, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes)
    {
        string free = Free(name);
        _nodes.Add(new Node(operation, free, inputs, attributes));
        return free;
    }

    /// <summary>Adds a weight; returns its name.</summary>
    /// <param name="name">How it is to be called; a number is added where that is taken.</param>
    /// <param name="value">Of any floating type, written as float32, on any device.</param>
    public string Weight(string name, Tensor value)
    {
        using var scope = NewDisposeScope();
        string free = Free(name);
        _weights.Add(OnnxMessages.Weight(free, value.detach().to_type(ScalarType.Float32)));
        return free;
    }

    /// <summary>Adds whole numbers that a node reads, as shapes are; returns their name.</summary>
    public string Integers(string name, params long[] values)
    {
        using Tensor integers = tensor(values);
        string free = Free(name);
        _weights.Add(OnnxMessages.Weight(free, integers));
        return free;
    }

    /// <summary>The graph.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputShape">The shape of its input: numbers, and names for sides that are open.</param>
    /// <param name="result">The node whose tensor becomes the graph's output.</param>
    /// <param name="outputShape">The shape of its output, written as that of its input.</param>
    public ProtobufMessage Build(string name, object[] inputShape, string result, object[] outputShape)
    {
        string Named(string tensor) => tensor == result ? output : tensor;
        return new ProtobufMessage()
            .AddAll(_nodes, (graph, node) => graph.Add(GraphNode, OnnxMessages.Node(
                node.Operation, node.Name, node.Inputs.Select(Named), Named(node.Name), node.Attributes)))
            .Add(GraphName, name)
            .AddAll(_weights, (graph, weight) => graph.Add(Initialiser, weight))
            .Add(GraphInput, OnnxMessages.Value(input, inputShape))
            .Add(GraphOutput, OnnxMessages.Value(output, outputShape));
    }

    private string Free(string name)
    {
        string free = name;
        for (int n = 2; !_names.Add(free); n++)
            free = $"{name}_{n}";
        return free;
    }

    private sealed record Node(
        string Operation, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<(string Name, object Value)> Attributes);
}
