using Overtone.Models;
using Overtone.Models.Onnx.Writing;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>An ONNX graph written node by node, and the file of it.</summary>
internal sealed class SampleGraph
{
    public const int Float32 = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, Bool = 9;

    private readonly List<byte[]> _parts = [];
    private readonly Dictionary<string, long> _opsets = new(StringComparer.Ordinal);
    private int _nodes;

    /// <summary>A graph; one inside another needs no version.</summary>
    /// <param name="opset">The version of the standard operators.</param>
    public SampleGraph(long? opset = null)
    {
        if (opset is { } version)
            _opsets[""] = version;
    }

    /// <summary>Names the version of another domain's operators.</summary>
    public SampleGraph Domain(string domain, long version = 1)
    {
        _opsets[domain] = version;
        return this;
    }

    /// <summary>Adds an input; without sides, its shape is open.</summary>
    public SampleGraph Input(string name, long[]? shape, int type = Float32) => Part(11, Value(name, shape, type));

    /// <summary>Adds an output.</summary>
    public SampleGraph Output(string name, int type = Float32) => Part(12, Value(name, null, type));

    /// <summary>Adds a weight.</summary>
    public SampleGraph Weight(string name, Tensor value) => Part(5, Content(value, name));

    /// <summary>Adds a part of the graph as it lies in the file.</summary>
    public SampleGraph Part(int field, byte[] content)
    {
        _parts.Add(SampleOnnx.In(field, content));
        return this;
    }

    /// <summary>Adds a node: the first is called "the node".</summary>
    /// <param name="operation">Its operator, after its domain and a point where that is not the standard one.</param>
    /// <param name="inputs">Empty names for those left out.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="attributes">Integers, numbers, texts, lists of integers or numbers, tensors, graphs.</param>
    public SampleGraph Node(
        string operation, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        int point = operation.LastIndexOf('.');
        return Part(1,
        [
            .. inputs.SelectMany(input => Bytes(1, input)), .. outputs.SelectMany(output => Bytes(2, output)),
            .. Bytes(3, _nodes++ == 0 ? "the node" : $"node {_nodes}"), .. Bytes(4, operation[(point + 1)..]),
            .. attributes.SelectMany(attribute => SampleOnnx.In(5, Attribute(attribute.Name, attribute.Value))),
            .. point < 0 ? [] : Bytes(7, operation[..point]),
        ]);
    }

    /// <summary>The content of the file.</summary>
    public byte[] Model() =>
    [
        .. SampleOnnx.Model(Graph()),
        .. _opsets.SelectMany(import => SampleOnnx.In(8, [.. Bytes(1, import.Key), .. Number(2, import.Value)])),
    ];

    /// <summary>Writes the file and hands it to a piece of work.</summary>
    public T InFile<T>(Func<string, T> work)
    {
        using var folder = new TemporaryFolder();
        return work(folder.Write("graph.onnx", Model()));
    }

    internal static byte[] Number(int field, long value) => new ProtobufMessage().Add(field, value).ToArray();

    internal static byte[] Bytes(int field, string text) => new ProtobufMessage().Add(field, text).ToArray();

    private byte[] Graph() => [.. Bytes(2, "graph"), .. _parts.SelectMany(part => part)];

    private static byte[] Attribute(string name, object value) =>
    [
        .. Bytes(1, name),
        .. value switch
        {
            double number => (byte[])[.. Fixed(2, (float)number), .. Number(20, 1)],
            int integer => [.. Number(3, integer), .. Number(20, 2)],
            long integer => [.. Number(3, integer), .. Number(20, 2)],
            string text => [.. Bytes(4, text), .. Number(20, 3)],
            Tensor tensor => [.. SampleOnnx.In(5, Content(tensor, "")), .. Number(20, 4)],
            SampleGraph graph => [.. SampleOnnx.In(6, graph.Graph()), .. Number(20, 5)],
            double[] numbers => [.. numbers.SelectMany(number => Fixed(7, (float)number)), .. Number(20, 6)],
            long[] integers => [.. integers.SelectMany(integer => Number(8, integer)), .. Number(20, 7)],
            _ => throw new ArgumentException($"{value}"),
        },
    ];

    private static byte[] Content(Tensor value, string name) => OnnxMessages.Weight(name, value).ToArray();

    private static byte[] Value(string name, long[]? shape, int type) =>
    [
        .. Bytes(1, name),
        .. SampleOnnx.In(2, SampleOnnx.In(1,
        [
            .. Number(1, type),
            .. shape is null ? [] : SampleOnnx.In(2, [.. shape.SelectMany(side => SampleOnnx.In(1, Number(1, side)))]),
        ])),
    ];

    private static byte[] Fixed(int field, float value) => new ProtobufMessage().Add(field, value).ToArray();
}
