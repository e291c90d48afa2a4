using Overtone.Files;

namespace Overtone.Models.Onnx;

/// <summary>
/// Exposes an inner tensor of an ONNX graph. Protobuf joins messages that are written one after the other, so an output is added by
/// appending a few bytes, without understanding the rest of the file.
/// </summary>
internal static class OnnxLayer
{
    private const int Graph = 7, Output = 12, Name = 1;

    /// <summary>The model's bytes with one more output.</summary>
    /// <exception cref="ModelFormatException">No node of the graph has such an output.</exception>
    internal static byte[] Expose(string file, string layer)
    {
        Require(file, layer);
        ProtobufMessage output = new ProtobufMessage().Add(Name, layer), graph = new ProtobufMessage().Add(Output, output);
        return [.. File.ReadAllBytes(file), .. new ProtobufMessage().Add(Graph, graph).ToArray()];
    }

    /// <summary>Checks that an inner tensor can be exposed.</summary>
    /// <inheritdoc cref="Expose" path="/exception"/>
    internal static void Require(string file, string layer)
    {
        using FileStream stream = File.OpenRead(file);
        IReadOnlyList<string> layers = OnnxProtobuf.NodeOutputs(stream);
        if (!layers.Contains(layer))
        {
            IEnumerable<string> near = layers.OrderBy(name => EditDistance.Between(name, layer)).Take(10);
            throw new ModelFormatException(file, "layer", $"\"{layer}\"",
                $"the output of a node; the nearest of {layers.Count} names: {string.Join(", ", near.Select(Printable.Of))}");
        }
    }
}
