using Overtone.Files;
using static Overtone.Models.ProtobufFields;

namespace Overtone.Models.Onnx;

/// <summary>
/// The files outside an ONNX file that its tensors lie in. A tensor may stand anywhere: among the weights, as a node's attribute, in the
/// branches of a condition, in a function.
/// </summary>
internal static class OnnxExternalData
{
    private const int DeepestNesting = 100;

    // ONNX Runtime takes this place for an address in its own memory.
    private const string MemoryAddress = "*/_ORT_MEM_ADDR_/*";

    private enum Part
    {
        Model,
        Graph,
        Node,
        Attribute,
        Function,
        Training,
        SparseTensor,
        Tensor,
        ExternalData,
    }

    // Which parts a part holds, by the number of the field.
    private static readonly Dictionary<(Part, int), Part> Parts = new()
    {
        [(Part.Model, 7)] = Part.Graph,
        [(Part.Model, 20)] = Part.Training,
        [(Part.Model, 25)] = Part.Function,
        [(Part.Graph, 1)] = Part.Node,
        [(Part.Graph, 5)] = Part.Tensor,
        [(Part.Graph, 15)] = Part.SparseTensor,
        [(Part.Node, 5)] = Part.Attribute,
        [(Part.Attribute, 5)] = Part.Tensor,
        [(Part.Attribute, 6)] = Part.Graph,
        [(Part.Attribute, 10)] = Part.Tensor,
        [(Part.Attribute, 11)] = Part.Graph,
        [(Part.Attribute, 22)] = Part.SparseTensor,
        [(Part.Attribute, 23)] = Part.SparseTensor,
        [(Part.Function, 7)] = Part.Node,
        [(Part.Function, 11)] = Part.Attribute,
        [(Part.Training, 1)] = Part.Graph,
        [(Part.Training, 2)] = Part.Graph,
        [(Part.SparseTensor, 1)] = Part.Tensor,
        [(Part.SparseTensor, 2)] = Part.Tensor,
        [(Part.Tensor, 13)] = Part.ExternalData,
    };

    /// <summary>The places that tensors name, each once, in the order of the file.</summary>
    internal static IReadOnlyList<string> Locations(Stream stream) =>
        [.. LocationsIn(stream, ProtobufFields.Whole(stream), Part.Model, 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Requires that every place is a file in the model's folder or below.</summary>
    /// <exception cref="ModelFormatException">
    /// A place leads out of the folder, or to a pipe, a device or a folder; or there is no file, or only what stands in for one.
    /// </exception>
    internal static void Require(string model, Stream stream)
    {
        IReadOnlyList<string> locations = Locations(stream);
        if (locations.Count == 0)
            return;
        string folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        // Where the model itself is a link, as in a download cache, what it needs lies beside what it leads to.
        string[] roots = [RealPath.Of(folder), Path.GetDirectoryName(RealPath.Of(model))!];
        foreach (string location in locations)
        {
            const string Expected = "a file in the model's own folder or below it";
            if (location == MemoryAddress
                || location.Contains('\0', StringComparison.Ordinal)
                || Path.IsPathRooted(location)
                || location.Split('/', '\\').Contains("..")
                || !roots.Any(root => RealPath.IsInside(RealPath.Of(Path.Combine(folder, location)), root)))
                throw new ModelFormatException(model, "location of external data", $"\"{location}\"", Expected);
            if (FileKind.UnlessRegular(Path.Combine(folder, location)) is { } other)
                throw new ModelFormatException(model, "location of external data", $"\"{location}\", {other}", Expected);
            RequireWeights(model, location, [folder, .. roots]);
        }
    }

    // ONNX Runtime would say so after the file's whole path, where its message is cut.
    private static void RequireWeights(string model, string location, string[] folders)
    {
        if (folders.Select(folder => Path.Combine(folder, location)).FirstOrDefault(File.Exists) is not { } file)
        {
            throw new ModelFormatException(model, "weights", $"no file {location} beside the model", "it there; copy it to the same "
                + "folder");
        }

        using FileStream stream = File.OpenRead(file);
        if (StandIn.Of(stream) is { } other)
            throw new ModelFormatException(file, "kind of file", other.Found, other.Expected);
    }

    private static IEnumerable<string> LocationsIn(Stream stream, Field message, Part part, int depth)
    {
        if (depth > DeepestNesting)
            throw new InvalidDataException($"graphs nested more than {DeepestNesting} deep");
        if (part == Part.ExternalData)
            return LocationOf(stream, message);
        return In(stream, message).Where(field => field.Wire == Delimited && Parts.ContainsKey((part, field.Number))).ToArray()
            .SelectMany(field => LocationsIn(stream, field, Parts[(part, field.Number)], depth + 1));
    }

    private static string[] LocationOf(Stream stream, Field entry)
    {
        const int Key = 1, Value = 2;
        return Inside(stream, entry, Key).Any(key => TextOf(stream, key) == "location")
            ? [.. Inside(stream, entry, Value).Select(value => TextOf(stream, value))]
            : [];
    }
}
