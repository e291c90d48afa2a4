using System.Buffers.Binary;
using static Overtone.Models.ProtobufFields;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>Reads an ONNX file into an <see cref="OnnxModel"/>.</summary>
internal sealed class OnnxModelReader
{
    // Fields of ModelProto, GraphProto, NodeProto, AttributeProto, FunctionProto.
    private const int Graph = 7, OpsetImport = 8, Function = 25;
    private const int GraphNode = 1, Initialiser = 5, GraphInput = 11, GraphOutput = 12, SparseInitialiser = 15, ValueName = 1;
    private const int NodeInput = 1, NodeOutput = 2, NodeName = 3, NodeOperator = 4, NodeAttribute = 5, NodeDomain = 7;
    private const int DeepestNesting = 32;
    private const int FunctionName = 1, FunctionInput = 4, FunctionOutput = 5, FunctionNode = 7, FunctionDomain = 10,
        FunctionDefault = 11;

    private readonly FileStream _stream;
    private readonly string _file;
    private readonly OnnxTensorReader? _tensors;
    private int _nesting;

    private OnnxModelReader(FileStream stream, string file, OnnxTensorReader? tensors) =>
        (_stream, _file, _tensors) = (stream, file, tensors);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <exception cref="ModelFormatException">It is damaged, or holds what cannot be computed whatever the input.</exception>
    public static OnnxModel Read(string file) => ModelFile.Guard(file, "an intact ONNX file", () =>
    {
        using FileStream stream = File.OpenRead(file);
        return new OnnxModelReader(stream, file, new OnnxTensorReader(stream, file)).ReadModel();
    });

    /// <summary>Reads what is in a file but for numbers: there are no weights, and attributes have no tensors.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static OnnxModel ReadStructure(string file) => ModelFile.Guard(file, "an intact ONNX file", () =>
    {
        using FileStream stream = File.OpenRead(file);
        return new OnnxModelReader(stream, file, tensors: null).ReadModel();
    });

    private OnnxModel ReadModel()
    {
        Field whole = Whole(_stream);
        Field graph = Inside(_stream, whole, Graph) is [.., var last]
            ? last
            : throw new ModelFormatException(_file, "graph", "none", "one");
        if (Inside(_stream, graph, SparseInitialiser).Count > 0)
            throw new ModelFormatException(_file, "weights", "sparse tensors", "dense ones");
        IReadOnlyList<Field> initialisers = Inside(_stream, graph, Initialiser);
        HashSet<string> given = [.. initialisers.Select(message => Text(message, OnnxTensorReader.TensorName))];
        string[] inputs = [.. Names(graph, GraphInput).Where(name => !given.Contains(name))];
        OnnxNode[] nodes = [.. Inside(_stream, graph, GraphNode).Select(ReadNode)];
        OnnxFunction[] functions = [.. Inside(_stream, whole, Function).Select(ReadFunction)];
        return new OnnxModel(
            _file, Opsets(whole), inputs, [.. Names(graph, GraphOutput)],
            OnnxNodeOrder.Of(_file, OnnxFunction.Inline(_file, nodes, functions), [.. inputs, .. given]), Weights(initialisers));
    }

    private Dictionary<string, Tensor> Weights(IReadOnlyList<Field> initialisers)
    {
        var weights = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (Field message in _tensors is null ? [] : initialisers)
        {
            (string name, Tensor value) = _tensors!.Read(message);
            if (weights.Remove(name, out Tensor? earlier))
                earlier.Dispose();
            weights.Add(name, value);
        }

        return weights;
    }

    private Dictionary<string, long> Opsets(Field model)
    {
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (Field import in Inside(_stream, model, OpsetImport))
        {
            string domain = Text(import, 1);
            opsets[domain == "ai.onnx" ? "" : domain] = (long)In(_stream, import).LastOrDefault(field => field.Number == 2).Value;
        }

        return opsets;
    }

    private IEnumerable<string> Names(Field graph, int number) => Inside(_stream, graph, number).Select(value => Text(value, ValueName));

    private OnnxFunction ReadFunction(Field function) => new(
        Text(function, FunctionDomain), Text(function, FunctionName), Texts(function, FunctionInput), Texts(function, FunctionOutput),
        [.. Inside(_stream, function, FunctionNode).Select(ReadNode)],
        [.. Inside(_stream, function, FunctionDefault).Select(ReadAttribute)]);

    private OnnxSubgraph ReadSubgraph(Field graph)
    {
        if (++_nesting > DeepestNesting)
            throw new ModelFormatException(_file, "graph", $"graphs nested more than {DeepestNesting} deep", "fewer");
        IReadOnlyList<Field> initialisers = Inside(_stream, graph, Initialiser);
        OnnxNode[] nodes = [.. Inside(_stream, graph, GraphNode).Select(ReadNode)];
        _nesting--;
        return new OnnxSubgraph(
            [.. Names(graph, GraphOutput)], nodes, [.. initialisers.Select(message => Text(message, OnnxTensorReader.TensorName))],
            Weights(initialisers));
    }

    private OnnxNode ReadNode(Field node)
    {
        string domain = Text(node, NodeDomain);
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        foreach (Field message in Inside(_stream, node, NodeAttribute))
        {
            OnnxAttribute attribute = ReadAttribute(message);
            attributes[attribute.Name] = attribute;
        }

        return new OnnxNode(
            Text(node, NodeName), domain == "ai.onnx" ? "" : domain, Text(node, NodeOperator), Texts(node, NodeInput),
            Texts(node, NodeOutput), attributes);
    }

    private OnnxAttribute ReadAttribute(Field message)
    {
        const int Name = 1, Number = 2, Integer = 3, Words = 4, Value = 5, Subgraph = 6, Numbers = 7, Integers = 8, Texts = 9,
            Reference = 21;
        var attribute = new OnnxAttribute { Name = "" };
        List<double> numbers = [];
        List<long> integers = [];
        List<string> texts = [];
        foreach (Field field in In(_stream, message))
        {
            attribute = field.Number switch
            {
                Name => attribute with { Name = TextOf(_stream, field) },
                Number => attribute with { Number = Float(field) },
                Integer => attribute with { Integer = (long)field.Value },
                Words => attribute with { Text = TextOf(_stream, field) },
                Value => attribute with { Tensor = _tensors?.Read(field).Value },
                Subgraph => attribute with { Graph = ReadSubgraph(field) },
                Reference => attribute with { Reference = TextOf(_stream, field) },
                _ => attribute,
            };
            if (field.Number == Numbers)
                numbers.AddRange(Floats(field));
            else if (field.Number == Integers)
                integers.AddRange(field.Wire == Delimited ? Packed(_stream, field) : [(long)field.Value]);
            else if (field.Number == Texts)
                texts.Add(TextOf(_stream, field));
        }

        return attribute with { Numbers = numbers, Integers = integers, Texts = texts };
    }

    private double Float(Field field) => Floats(field).Single();

    private IEnumerable<double> Floats(Field field)
    {
        byte[] bytes = new byte[field.End - field.Start];
        _stream.Position = field.Start;
        _stream.ReadExactly(bytes);
        if (bytes.Length % sizeof(float) != 0)
            throw new InvalidDataException("numbers of four bytes that do not fill their field");
        return Enumerable.Range(0, bytes.Length / sizeof(float))
            .Select(n => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(n * sizeof(float)))).ToArray();
    }

    private string Text(Field parent, int number) => Texts(parent, number) is [.., var last] ? last : "";

    private string[] Texts(Field parent, int number) => [.. Inside(_stream, parent, number).Select(field => TextOf(_stream, field))];
}
