using System.Runtime.InteropServices;
using static Overtone.Models.ProtobufFields;

namespace Overtone.Models;

/// <summary>As much of an ONNX file as is needed to recognise it, to list its nodes and to find the files it keeps weights in.</summary>
internal static class OnnxProtobuf
{
    private const int Graph = 7, Node = 1, Output = 2, OperationType = 4, Initialiser = 5;
    private const int Input = 1, Dimension = 1, DataType = 2, FloatData = 4, TensorName = 8, RawData = 9;

    // ir_version, producer_name, producer_version, domain, model_version, doc_string, graph, opset_import, metadata_props,
    // training_info, functions, configuration
    private static readonly int[] FieldsOfModel = [1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26];

    internal enum Extent
    {
        NotOnnx,
        Truncated,
        Whole,
    }

    /// <summary>Whether a file is an ONNX model, and whether all of it is there.</summary>
    internal static Extent Check(Stream stream)
    {
        bool hasGraph = false;
        try
        {
            foreach (Field field in In(stream, 0, stream.Length))
            {
                if (!FieldsOfModel.Contains(field.Number))
                    return Extent.NotOnnx;
                hasGraph |= field is { Number: Graph, Wire: Delimited };
                if (field.End > stream.Length)
                    return hasGraph ? Extent.Truncated : Extent.NotOnnx;
            }
        }
        catch (InvalidDataException)
        {
            return hasGraph ? Extent.Truncated : Extent.NotOnnx;
        }

        return hasGraph ? Extent.Whole : Extent.NotOnnx;
    }

    /// <summary>The files beside a model that hold weights of it, by name, each once.</summary>
    internal static IReadOnlyList<string> ExternalFiles(Stream stream) => Guard(stream, () => OnnxExternalData.Locations(stream));

    /// <summary>The names of all tensors that nodes of the graph compute, in the order of the nodes.</summary>
    internal static IReadOnlyList<string> NodeOutputs(Stream stream) => Guard<IReadOnlyList<string>>(stream, () =>
    [
        .. from graph in Inside(stream, ProtobufFields.Whole(stream), Graph)
           from node in Inside(stream, graph, Node)
           from output in Inside(stream, node, Output)
           select TextOf(stream, output),
    ]);

    /// <summary>The nodes of the graph in their order, those that compute something.</summary>
    internal static IReadOnlyList<OnnxNode> Nodes(Stream stream) => Guard<IReadOnlyList<OnnxNode>>(stream, () =>
    [
        .. from graph in Inside(stream, ProtobufFields.Whole(stream), Graph)
           from node in Inside(stream, graph, Node)
           let outputs = Inside(stream, node, Output)
           where outputs.Count > 0
           select new OnnxNode(
               TextOf(stream, outputs[0]),
               string.Concat(Inside(stream, node, OperationType).Select(type => TextOf(stream, type))),
               [.. Inside(stream, node, Input).Select(input => TextOf(stream, input))]),
    ]);

    /// <summary>The weights of the first convolution, if they are float32 and inside the file: their shape and values; null if not.</summary>
    internal static (long[] Shape, float[] Values)? FirstConvolution(Stream stream) => Guard(stream, () => FindConvolution(stream));

    private static (long[] Shape, float[] Values)? FindConvolution(Stream stream)
    {
        foreach (Field graph in Inside(stream, ProtobufFields.Whole(stream), Graph))
        {
            foreach (Field node in Inside(stream, graph, Node).Where(node => Inside(stream, node, OperationType).Any(type => TextOf(stream, type) == "Conv")))
            {
                string name = Inside(stream, node, Input).Skip(1).Select(input => TextOf(stream, input)).FirstOrDefault("");
                return Inside(stream, graph, Initialiser).Where(tensor => Inside(stream, tensor, TensorName).Any(field => TextOf(stream, field) == name))
                    .Select(tensor => Weights(stream, tensor)).FirstOrDefault();
            }
        }

        return null;
    }

    // The name that the stream of a file has; models in memory are not met but in tests.
    private static T Guard<T>(Stream stream, Func<T> read) =>
        ModelFile.Guard(stream is FileStream file ? file.Name : "the model", "an intact ONNX file", read);

    private static (long[] Shape, float[] Values)? Weights(Stream stream, Field tensor)
    {
        const ulong Float32 = 1;
        Field[] fields = [.. In(stream, tensor)];
        long[] shape = [.. fields.Where(field => field.Number == Dimension).SelectMany(field => field.Wire == Delimited ? Packed(stream, field) : [(long)field.Value])];
        Field? content = fields.Where(field => field.Number is RawData or FloatData && field.Wire == Delimited).Cast<Field?>().FirstOrDefault();
        if (!fields.Any(field => field is { Number: DataType, Value: Float32 }) || content is not { } data)
            return null;
        float[] values = new float[(data.End - data.Start) / sizeof(float)];
        stream.Position = data.Start;
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return shape.All(side => side > 0) && shape.Aggregate(1.0, (count, side) => count * side) == values.Length ? (shape, values) : null;
    }
}
