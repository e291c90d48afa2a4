using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using static Overtone.Models.ProtobufFields;

namespace Overtone.Models.Onnx;

/// <summary>As much of an ONNX file as is needed to recognise it, to list its nodes and to find the files it keeps weights in.</summary>
internal static class OnnxProtobuf
{
    private const int Graph = 7, Node = 1, Output = 2, OperationType = 4, Initialiser = 5, ExternalData = 13, Key = 1, Value = 2;
    private const int OpsetImport = 8, OpsetDomain = 1, OpsetVersion = 2;
    private const int GraphInput = 11, ValueName = 1;
    private const int Input = 1, NodeName = 3, NodeDomain = 7, Dimension = 1, DataType = 2, FloatData = 4, TensorName = 8, RawData = 9;

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

    /// <summary>The version of the standard operators that a model is written in; null where it does not say.</summary>
    internal static long? Opset(Stream stream) => Guard(stream, () => Inside(stream, ProtobufFields.Whole(stream), OpsetImport)
        .Where(import => Inside(stream, import, OpsetDomain).All(domain => TextOf(stream, domain) is "" or "ai.onnx"))
        .SelectMany(import => In(stream, import))
        .Where(field => field is { Number: OpsetVersion, Wire: VariableLength })
        .Select(field => (long?)field.Value)
        .FirstOrDefault());

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

    /// <summary>The nodes of the graph in their order, those that compute something; their attributes are left out.</summary>
    internal static IReadOnlyList<OnnxNode> Nodes(Stream stream) => Guard<IReadOnlyList<OnnxNode>>(stream, () =>
    [
        .. from graph in Inside(stream, ProtobufFields.Whole(stream), Graph)
           from node in Inside(stream, graph, Node)
           let outputs = Inside(stream, node, Output)
           where outputs.Count > 0
           select new OnnxNode(
               Word(stream, node, NodeName),
               Word(stream, node, NodeDomain),
               Word(stream, node, OperationType),
               [.. Inside(stream, node, Input).Select(input => TextOf(stream, input))],
               [.. outputs.Select(output => TextOf(stream, output))],
               ReadOnlyDictionary<string, OnnxAttribute>.Empty),
    ]);

    /// <summary>The names of what goes into the graph, weights left out.</summary>
    internal static IReadOnlyList<string> Inputs(Stream stream) => Guard<IReadOnlyList<string>>(stream, () =>
    [
        .. from graph in Inside(stream, ProtobufFields.Whole(stream), Graph)
           let weights = NamesOf(stream, graph, Initialiser, TensorName)
           from input in NamesOf(stream, graph, GraphInput, ValueName).Except(weights)
           select input,
    ]);

    /// <summary>The weights of the first convolution, if they are float32: their shape and values; null if not.</summary>
    /// <param name="stream">The model.</param>
    /// <param name="folder">Where files that hold weights lie.</param>
    internal static (long[] Shape, float[] Values)? FirstConvolution(Stream stream, string folder) =>
        Guard(stream, () => FindConvolution(stream, folder));

    private static (long[] Shape, float[] Values)? FindConvolution(Stream stream, string folder)
    {
        foreach (Field graph in Inside(stream, ProtobufFields.Whole(stream), Graph))
        {
            foreach (Field node in Inside(stream, graph, Node)
                .Where(node => Inside(stream, node, OperationType).Any(type => TextOf(stream, type) == "Conv")))
            {
                string name = Inside(stream, node, Input).Skip(1).Select(input => TextOf(stream, input)).FirstOrDefault("");
                return Inside(stream, graph, Initialiser)
                    .Where(tensor => Inside(stream, tensor, TensorName).Any(field => TextOf(stream, field) == name))
                    .Select(tensor => Weights(stream, tensor, folder))
                    .FirstOrDefault();
            }
        }

        return null;
    }

    // The name that the stream of a file has; models in memory are not met but in tests.
    private static T Guard<T>(Stream stream, Func<T> read) =>
        ModelFile.Guard(stream is FileStream file ? file.Name : "the model", "an intact ONNX file", read);

    private static string Word(Stream stream, Field parent, int number) =>
        string.Concat(Inside(stream, parent, number).Select(field => TextOf(stream, field)));

    private static List<string> NamesOf(Stream stream, Field parent, int number, int name) =>
        [.. Inside(stream, parent, number).SelectMany(field => Inside(stream, field, name)).Select(field => TextOf(stream, field))];

    private static (long[] Shape, float[] Values)? Weights(Stream stream, Field tensor, string folder)
    {
        const ulong Float32 = 1;
        Field[] fields = [.. In(stream, tensor)];
        long[] shape =
        [
            .. fields
                .Where(field => field.Number == Dimension)
                .SelectMany(field => field.Wire == Delimited ? Packed(stream, field) : [(long)field.Value]),
        ];
        if (!fields.Any(field => field is { Number: DataType, Value: Float32 }))
            return null;
        double sides = shape.Aggregate(1.0, (product, side) => product * side);
        if (shape.Any(side => side <= 0) || sides > Array.MaxLength)
            return null;
        long count = (long)sides;
        if (fields.Any(field => field.Number == ExternalData))
            return OnnxExternalTensor.Read(folder, Entries(stream, tensor), count) is { } outside ? (shape, outside) : null;
        Field? content = fields
            .Where(field => field.Number is RawData or FloatData && field.Wire == Delimited)
            .Cast<Field?>()
            .FirstOrDefault();
        if (content is not { } data || (data.End - data.Start) / sizeof(float) != count)
            return null;
        float[] values = new float[count];
        stream.Position = data.Start;
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return (shape, values);
    }

    /// <summary>Where a tensor's numbers lie, if outside the model: the entries of <see cref="OnnxExternalTensor"/>.</summary>
    internal static Dictionary<string, string> Entries(Stream stream, Field tensor) => Inside(stream, tensor, ExternalData)
        .GroupBy(entry => string.Concat(Inside(stream, entry, Key).Select(key => TextOf(stream, key))))
        .ToDictionary(
            entry => entry.Key, entry => string.Concat(Inside(stream, entry.Last(), Value).Select(value => TextOf(stream, value))));
}
