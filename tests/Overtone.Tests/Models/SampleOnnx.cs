using Overtone.Models;

namespace Overtone.Tests.Models;

/// <summary>ONNX files written field by field.</summary>
internal static class SampleOnnx
{
    private const int IrVersion = 1, Graph = 7, Initialiser = 5, ExternalData = 13, Key = 1, Value = 2;

    /// <summary>A model without nodes, one initialiser per named file.</summary>
    internal static byte[] WithExternalWeights(params string[] files) => Model(new ProtobufMessage().AddAll(
        files,
        (graph, file) => graph.Add(
            Initialiser,
            new ProtobufMessage().Add(ExternalData, Entry("offset", "0")).Add(ExternalData, Entry("location", file)))).ToArray());

    /// <summary>A model that names a file in a tensor of a node's attribute, of a branch of a node, or of a function's node.</summary>
    internal static byte[] WithHiddenWeights(string index, string file)
    {
        const int Node = 1,
            Attribute = 5,
            AttributeTensor = 5,
            AttributeGraph = 6,
            Function = 25,
            FunctionNode = 7,
            Sparse = 15,
            SparseValues = 1;
        byte[] tensor = new ProtobufMessage().Add(ExternalData, Entry("location", file)).ToArray();
        byte[] node = In(Attribute, In(AttributeTensor, tensor));
        return index switch
        {
            "attribute" => Model(In(Node, node)),
            "branch" => Model(In(Node, In(Attribute, In(AttributeGraph, In(Initialiser, tensor))))),
            "branch of a branch" => Model(
                In(Node, In(Attribute, In(AttributeGraph, In(Node, In(Attribute, In(AttributeGraph, In(Node, node)))))))),
            "sparse tensor" => Model(In(Sparse, In(SparseValues, tensor))),
            "function" => [.. Model([]), .. In(Function, In(FunctionNode, node))],
            _ => throw new ArgumentException(index),
        };
    }

    /// <summary>A model with a graph of the given content.</summary>
    internal static byte[] Model(byte[] graph) => new ProtobufMessage().Add(IrVersion, 8).Add(Graph, graph).ToArray();

    /// <summary>A model of one matrix product, <c>y = x weights + bias</c>, of two numbers to three.</summary>
    /// <param name="opset">The version of the operators.</param>
    /// <param name="domain">What else imports a version of operators, before the standard ones do.</param>
    internal static byte[] MatrixProduct(int opset, string domain = "")
    {
        const int Node = 1, NodeInput = 1, NodeOutput = 2, OperationType = 4, GraphName = 2, GraphInput = 11, GraphOutput = 12, Opset = 8;
        byte[] graph =
        [
            .. In(Node,
            [
                .. In(NodeInput, "x"u8.ToArray()), .. In(NodeInput, "weights"u8.ToArray()), .. In(NodeInput, "bias"u8.ToArray()),
                .. In(NodeOutput, "y"u8.ToArray()), .. In(OperationType, "Gemm"u8.ToArray()),
            ]),
            .. In(GraphName, "product"u8.ToArray()),
            .. In(GraphInput, Floats("x", 1, 2)), .. In(GraphInput, Floats("weights", 2, 3)), .. In(GraphInput, Floats("bias", 1, 3)),
            .. In(GraphOutput, Floats("y", 1, 3)),
        ];
        byte[] others = domain.Length == 0 ? [] : In(Opset, [.. In(1, System.Text.Encoding.UTF8.GetBytes(domain)), .. Number(2, 99)]);
        return [.. Model(graph), .. others, .. In(Opset, Number(2, opset))];
    }

    private static byte[] Floats(string name, params int[] sides)
    {
        const int Name = 1, Type = 2, Tensor = 1, ElementType = 1, Float32 = 1, Shape = 2, Side = 1;
        byte[] shape = [.. sides.SelectMany(side => In(Side, Number(1, side)))];
        return
        [
            .. In(Name, System.Text.Encoding.UTF8.GetBytes(name)),
            .. In(Type, In(Tensor, [.. Number(ElementType, Float32), .. In(Shape, shape)])),
        ];
    }

    private static byte[] Number(int field, long value) => new ProtobufMessage().Add(field, value).ToArray();

    /// <summary>A message with one field.</summary>
    internal static byte[] In(int field, byte[] content) => new ProtobufMessage().Add(field, content).ToArray();

    private static ProtobufMessage Entry(string key, string value) => new ProtobufMessage().Add(Key, key).Add(Value, value);
}
