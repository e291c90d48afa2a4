using Google.Protobuf;

namespace Overtone.Tests.Models;

/// <summary>ONNX files written field by field.</summary>
internal static class SampleOnnx
{
    private const int IrVersion = 1, Graph = 7, Initialiser = 5, ExternalData = 13, Key = 1, Value = 2;

    /// <summary>A model without nodes, one initialiser per named file.</summary>
    internal static byte[] WithExternalWeights(params string[] files) => Message(model =>
    {
        model.WriteTag(IrVersion, WireFormat.WireType.Varint);
        model.WriteInt64(8);
        Write(model, Graph, Message(graph =>
        {
            foreach (var file in files)
            {
                Write(graph, Initialiser, Message(tensor =>
                {
                    Write(tensor, ExternalData, Entry("offset", "0"));
                    Write(tensor, ExternalData, Entry("location", file));
                }));
            }
        }));
    });

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
        byte[] tensor = Message(output => Write(output, ExternalData, Entry("location", file)));
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
    internal static byte[] Model(byte[] graph) => Message(model =>
    {
        model.WriteTag(IrVersion, WireFormat.WireType.Varint);
        model.WriteInt64(8);
        Write(model, Graph, graph);
    });

    /// <summary>A message with one field.</summary>
    internal static byte[] In(int field, byte[] content) => Message(output => Write(output, field, content));

    private static byte[] Entry(string key, string value) => Message(entry =>
    {
        Write(entry, Key, System.Text.Encoding.UTF8.GetBytes(key));
        Write(entry, Value, System.Text.Encoding.UTF8.GetBytes(value));
    });

    private static void Write(CodedOutputStream output, int field, byte[] content)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}
