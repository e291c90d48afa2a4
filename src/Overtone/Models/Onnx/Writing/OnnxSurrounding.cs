using static Overtone.Models.ProtobufFields;

namespace Overtone.Models.Onnx.Writing;

/// <summary>
/// Writes an ONNX model again with nodes before and after its own: those before compute what its nodes read for the images, those after
/// compute the output from what its nodes give. Weights and everything unknown are copied byte by byte; only tensors get other names.
/// </summary>
internal sealed class OnnxSurrounding
{
    // Fields of ModelProto, GraphProto, NodeProto, AttributeProto, ValueInfoProto.
    private const int IrVersion = 1, Graph = 7, TrainingInfo = 20;
    private const int GraphNode = 1, Initialiser = 5, GraphInput = 11, GraphOutput = 12, InnerShapes = 13, ValueName = 1;
    private const int NodeInput = 1, NodeOutput = 2, NodeAttribute = 5, AttributeGraph = 6, AttributeGraphs = 11;

    // From here on weights need not be inputs as well.
    private const long WeightsAlone = 4;
    private const int DeepestNesting = 32;

    private readonly Stream _stream;
    private readonly Dictionary<string, string> _names;

    private OnnxSurrounding(Stream stream, Dictionary<string, string> names) => (_stream, _names) = (stream, names);

    /// <summary>The model with nodes around its own.</summary>
    /// <param name="stream">The model.</param>
    /// <param name="names">New names of tensors inside the graph, by their old ones.</param>
    /// <param name="before">Nodes before its own.</param>
    /// <param name="after">Nodes after its own.</param>
    /// <param name="weights">What these nodes read besides.</param>
    /// <param name="output">The only output of the whole.</param>
    /// <exception cref="InvalidDataException">It has not exactly one graph, or graphs nested too deep.</exception>
    public static ProtobufMessage Model(
        Stream stream, Dictionary<string, string> names, IReadOnlyList<ProtobufMessage> before, IReadOnlyList<ProtobufMessage> after,
        IReadOnlyList<ProtobufMessage> weights, ProtobufMessage output)
    {
        var surrounding = new OnnxSurrounding(stream, names);
        Field[] fields = [.. In(stream, Whole(stream))];
        if (fields.Count(field => field.Number == Graph) != 1)
            throw new InvalidDataException("a model of another number of graphs than one");
        var model = new ProtobufMessage();
        foreach (Field field in fields.Where(field => field.Number != TrainingInfo))
        {
            if (field.Number == Graph)
            {
                model.Add(Graph, surrounding.MainGraph(field, before, after)
                    .AddAll(weights, (graph, weight) => graph.Add(Initialiser, weight))
                    .Add(GraphOutput, output));
            }
            else if (field.Number == IrVersion)
            {
                model.Add(IrVersion, Math.Max((long)field.Value, WeightsAlone));
            }
            else
            {
                surrounding.Copy(model, field);
            }
        }

        return model;
    }

    // Shapes of inner tensors hold for another number of images.
    private ProtobufMessage MainGraph(Field graph, IReadOnlyList<ProtobufMessage> before, IReadOnlyList<ProtobufMessage> after)
    {
        var result = new ProtobufMessage();
        result.AddAll(before, (message, node) => message.Add(GraphNode, node));
        foreach (Field field in In(_stream, graph).ToArray())
        {
            if (field.Number == GraphNode)
                result.Add(GraphNode, Node(field, 0));
            else if (field.Number is not (GraphOutput or InnerShapes))
                Copy(result, field);
        }

        return result.AddAll(after, (message, node) => message.Add(GraphNode, node));
    }

    private ProtobufMessage Node(Field node, int depth) => Rewritten(node, (result, field) =>
    {
        if (field.Number is NodeInput or NodeOutput)
            result.Add(field.Number, Renamed(field));
        else if (field.Number == NodeAttribute)
            result.Add(NodeAttribute, Attribute(field, depth));
        else
            Copy(result, field);
    });

    private ProtobufMessage Attribute(Field attribute, int depth) => Rewritten(attribute, (result, field) =>
    {
        if (field is { Number: AttributeGraph or AttributeGraphs, Wire: Delimited })
            result.Add(field.Number, InnerGraph(field, depth + 1));
        else
            Copy(result, field);
    });

    // A branch reads tensors of the graph around it.
    private ProtobufMessage InnerGraph(Field graph, int depth)
    {
        if (depth > DeepestNesting)
            throw new InvalidDataException($"graphs nested more than {DeepestNesting} deep");
        return Rewritten(graph, (result, field) =>
        {
            if (field.Number == GraphNode)
                result.Add(GraphNode, Node(field, depth));
            else if (field.Number is GraphInput or GraphOutput)
                result.Add(field.Number, Value(field));
            else if (field.Number != InnerShapes)
                Copy(result, field);
        });
    }

    private ProtobufMessage Value(Field value) => Rewritten(value, (result, field) =>
    {
        if (field.Number == ValueName)
            result.Add(ValueName, Renamed(field));
        else
            Copy(result, field);
    });

    private ProtobufMessage Rewritten(Field message, Action<ProtobufMessage, Field> add) =>
        new ProtobufMessage().AddAll(In(_stream, message).ToArray(), add);

    private string Renamed(Field field)
    {
        string name = TextOf(_stream, field);
        return _names.GetValueOrDefault(name, name);
    }

    private void Copy(ProtobufMessage message, Field field)
    {
        byte[] content = new byte[field.End - field.Start];
        _stream.Position = field.Start;
        _stream.ReadExactly(content);
        message.Add(field, content);
    }
}
