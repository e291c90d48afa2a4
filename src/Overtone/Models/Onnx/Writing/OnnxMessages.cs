using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Writing;

/// <summary>The messages that an ONNX file is made of (onnx.proto).</summary>
internal static class OnnxMessages
{
    // Fields of ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, ValueInfoProto and what lies in it.
    private const int IrVersion = 1, ProducerName = 2, ProducerVersion = 3, Graph = 7, OpsetImport = 8, OpsetDomain = 1, OpsetVersion = 2;
    private const int NodeInput = 1, NodeOutput = 2, NodeName = 3, NodeOperator = 4, NodeAttribute = 5;
    private const int AttributeName = 1, AttributeFloat = 2, AttributeInteger = 3, AttributeIntegers = 8, AttributeType = 20;
    private const int FloatType = 1, IntegerType = 2, IntegersType = 7;
    private const int Dimension = 1, DataType = 2, TensorName = 8, RawData = 9;
    private const int ValueName = 1, ValueType = 2, TensorType = 1, ElementType = 1, Shape = 2, Side = 1, SideValue = 1, SideName = 2;

    /// <summary>A model of the standard operators.</summary>
    public static ProtobufMessage Model(ProtobufMessage graph, int irVersion, int opset, string producer, string producerVersion) =>
        new ProtobufMessage()
            .Add(IrVersion, irVersion)
            .Add(ProducerName, producer)
            .Add(ProducerVersion, producerVersion)
            .Add(Graph, graph)
            .Add(OpsetImport, new ProtobufMessage().Add(OpsetDomain, "").Add(OpsetVersion, opset));

    /// <summary>A node of the standard operators.</summary>
    /// <param name="operation">Its operator.</param>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="attributes">Its attributes.</param>
    public static ProtobufMessage Node(
        string operation, string name, IEnumerable<string> inputs, string output, IEnumerable<(string Name, object Value)> attributes) =>
        new ProtobufMessage()
            .AddAll(inputs, (node, input) => node.Add(NodeInput, input))
            .Add(NodeOutput, output)
            .Add(NodeName, name)
            .Add(NodeOperator, operation)
            .AddAll(attributes, (node, attribute) => node.Add(NodeAttribute, Attribute(attribute.Name, attribute.Value)));

    /// <summary>An attribute: a whole number, a list of them, or a number.</summary>
    public static ProtobufMessage Attribute(string name, object value)
    {
        ProtobufMessage attribute = new ProtobufMessage().Add(AttributeName, name);
        return value switch
        {
            long integer => attribute.Add(AttributeInteger, integer).Add(AttributeType, IntegerType),
            long[] integers => attribute
                .AddAll(integers, (message, integer) => message.Add(AttributeIntegers, integer))
                .Add(AttributeType, IntegersType),
            float number => attribute.Add(AttributeFloat, number).Add(AttributeType, FloatType),
            _ => throw new ArgumentException($"An attribute cannot be {value}.", nameof(value)),
        };
    }

    /// <summary>A weight.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">float32 or int64.</param>
    public static ProtobufMessage Weight(string name, Tensor value)
    {
        using var scope = NewDisposeScope();
        Tensor numbers = value.detach().cpu().contiguous();
        return new ProtobufMessage()
            .AddAll(value.shape, (tensor, side) => tensor.Add(Dimension, side))
            .Add(DataType, OnnxElementType.Of(value.dtype))
            .Add(TensorName, name)
            .Add(RawData, numbers.bytes.ToArray());
    }

    /// <summary>What goes into a graph or comes out of it: float32.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sides">Its shape: numbers, and names for sides that are open.</param>
    public static ProtobufMessage Value(string name, params ReadOnlySpan<object> sides)
    {
        var shape = new ProtobufMessage();
        foreach (object side in sides)
        {
            shape.Add(Side, side is string open
                ? new ProtobufMessage().Add(SideName, open)
                : new ProtobufMessage().Add(SideValue, Convert.ToInt64(side, provider: null)));
        }

        ProtobufMessage tensor = new ProtobufMessage().Add(ElementType, OnnxElementType.Float32).Add(Shape, shape);
        return new ProtobufMessage().Add(ValueName, name).Add(ValueType, new ProtobufMessage().Add(TensorType, tensor));
    }
}
