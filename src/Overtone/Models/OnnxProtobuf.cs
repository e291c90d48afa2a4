using System.Runtime.InteropServices;
using System.Text;

namespace Overtone.Models;

/// <summary>
/// As much of an ONNX file as is needed to recognise it and to find the files it keeps weights in: fields are skipped by their lengths,
/// so that a file of gigabytes is looked through in no time.
/// </summary>
internal static class OnnxProtobuf
{
    private const int Graph = 7, Node = 1, Output = 2, OperationType = 4, Initialiser = 5, ExternalData = 13, Key = 1, Value = 2;
    private const int GraphInput = 11, ValueName = 1;
    private const int Input = 1, Dimension = 1, DataType = 2, FloatData = 4, TensorName = 8, RawData = 9;
    private const int VariableLength = 0, EightBytes = 1, Delimited = 2, FourBytes = 5;

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
            foreach (Field field in FieldsIn(stream, 0, stream.Length))
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
    internal static IReadOnlyList<string> ExternalFiles(Stream stream) =>
    [
        .. from graph in Inside(stream, new Field(0, Delimited, 0, stream.Length), Graph)
           from initialiser in Inside(stream, graph, Initialiser)
           from entry in Inside(stream, initialiser, ExternalData)
           where Inside(stream, entry, Key).Any(key => TextOf(stream, key) == "location")
           from value in Inside(stream, entry, Value)
           group value by TextOf(stream, value) into file
           select file.Key,
    ];

    /// <summary>The names of all tensors that nodes of the graph compute, in the order of the nodes.</summary>
    internal static IReadOnlyList<string> NodeOutputs(Stream stream) =>
    [
        .. from graph in Inside(stream, new Field(0, Delimited, 0, stream.Length), Graph)
           from node in Inside(stream, graph, Node)
           from output in Inside(stream, node, Output)
           select TextOf(stream, output),
    ];

    /// <summary>The nodes of the graph in their order, those that compute something.</summary>
    internal static IReadOnlyList<OnnxNode> Nodes(Stream stream) =>
    [
        .. from graph in Inside(stream, new Field(0, Delimited, 0, stream.Length), Graph)
           from node in Inside(stream, graph, Node)
           let outputs = Inside(stream, node, Output)
           where outputs.Count > 0
           select new OnnxNode(
               [.. outputs.Select(output => TextOf(stream, output))],
               string.Concat(Inside(stream, node, OperationType).Select(type => TextOf(stream, type))),
               [.. Inside(stream, node, Input).Select(input => TextOf(stream, input))]),
    ];

    /// <summary>The names of what goes into the graph, weights left out.</summary>
    internal static IReadOnlyList<string> Inputs(Stream stream) =>
    [
        .. from graph in Inside(stream, new Field(0, Delimited, 0, stream.Length), Graph)
           let weights = NamesOf(stream, graph, Initialiser, TensorName)
           from input in NamesOf(stream, graph, GraphInput, ValueName).Except(weights)
           select input,
    ];

    /// <summary>The weights of the first convolution, if they are float32: their shape and values; null if not.</summary>
    /// <param name="stream">The model.</param>
    /// <param name="folder">Where files that hold weights lie.</param>
    internal static (long[] Shape, float[] Values)? FirstConvolution(Stream stream, string folder)
    {
        Field whole = new(0, Delimited, 0, stream.Length);
        foreach (Field graph in Inside(stream, whole, Graph))
        {
            foreach (Field node in Inside(stream, graph, Node).Where(node => Inside(stream, node, OperationType).Any(type => TextOf(stream, type) == "Conv")))
            {
                string name = Inside(stream, node, Input).Skip(1).Select(input => TextOf(stream, input)).FirstOrDefault("");
                return Inside(stream, graph, Initialiser).Where(tensor => Inside(stream, tensor, TensorName).Any(field => TextOf(stream, field) == name))
                    .Select(tensor => Weights(stream, tensor, folder)).FirstOrDefault();
            }
        }

        return null;
    }

    private static List<string> NamesOf(Stream stream, Field parent, int number, int name) =>
        [.. Inside(stream, parent, number).SelectMany(field => Inside(stream, field, name)).Select(field => TextOf(stream, field))];

    private static (long[] Shape, float[] Values)? Weights(Stream stream, Field tensor, string folder)
    {
        const ulong Float32 = 1;
        Field[] fields = [.. FieldsIn(stream, tensor.Start, tensor.End)];
        long[] shape = [.. fields.Where(field => field.Number == Dimension).SelectMany(field => field.Wire == Delimited ? Packed(stream, field) : [(long)field.Value])];
        if (!fields.Any(field => field is { Number: DataType, Value: Float32 }))
            return null;
        long count = shape.Aggregate(1L, (product, side) => product * side);
        if (fields.Any(field => field.Number == ExternalData))
            return OnnxExternalData.Read(folder, Entries(stream, tensor), count) is { } outside ? (shape, outside) : null;
        Field? content = fields.Where(field => field.Number is RawData or FloatData && field.Wire == Delimited).Cast<Field?>().FirstOrDefault();
        if (content is not { } data || (data.End - data.Start) / sizeof(float) != count)
            return null;
        float[] values = new float[count];
        stream.Position = data.Start;
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return (shape, values);
    }

    private static Dictionary<string, string> Entries(Stream stream, Field tensor) => Inside(stream, tensor, ExternalData)
        .GroupBy(entry => string.Concat(Inside(stream, entry, Key).Select(key => TextOf(stream, key))))
        .ToDictionary(
            entry => entry.Key, entry => string.Concat(Inside(stream, entry.Last(), Value).Select(value => TextOf(stream, value))));

    private static List<long> Packed(Stream stream, Field field)
    {
        var numbers = new List<long>();
        for (stream.Position = field.Start; stream.Position < field.End;)
            numbers.Add((long)ReadNumber(stream));
        return numbers;
    }

    private static List<Field> Inside(Stream stream, Field parent, int number) =>
        [.. FieldsIn(stream, parent.Start, parent.End).Where(field => field.Number == number && field.Wire == Delimited)];

    private static string TextOf(Stream stream, Field field)
    {
        byte[] bytes = new byte[field.End - field.Start];
        stream.Position = field.Start;
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static IEnumerable<Field> FieldsIn(Stream stream, long start, long end)
    {
        for (long position = start; position < end;)
        {
            stream.Position = position;
            ulong tag = ReadNumber(stream);
            int wire = (int)(tag & 7);
            ulong number = wire is VariableLength or Delimited ? ReadNumber(stream) : 0;
            long length = wire switch
            {
                VariableLength => 0,
                EightBytes => 8,
                FourBytes => 4,
                Delimited => (long)Math.Min(number, long.MaxValue / 2),
                _ => throw new InvalidDataException(),
            };
            var field = new Field((int)Math.Min(tag >> 3, int.MaxValue), wire, stream.Position, stream.Position + length, number);
            yield return field;
            position = field.End;
        }
    }

    private static ulong ReadNumber(Stream stream)
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int part = stream.ReadByte();
            if (part < 0)
                break;
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }

        throw new InvalidDataException();
    }

    /// <summary>One field of a message: its number, its wire type, where its content lies, and the value of a variable-length number.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Field(int Number, int Wire, long Start, long End, ulong Value = 0);
}
