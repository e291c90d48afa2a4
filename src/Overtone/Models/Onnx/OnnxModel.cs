using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>An ONNX file, read whole: nodes in an order in which they can be computed, weights, and versions of operators.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Opsets">The version of each domain's operators; the standard domain is empty.</param>
/// <param name="Inputs">The names of what goes in, weights left out.</param>
/// <param name="Outputs">The names of what comes out.</param>
/// <param name="Nodes">The nodes, functions replaced by their bodies.</param>
/// <param name="Weights">Weights by name; the model owns them.</param>
internal sealed record OnnxModel(
    string File, IReadOnlyDictionary<string, long> Opsets, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyList<OnnxNode> Nodes, IReadOnlyDictionary<string, Tensor> Weights) : IDisposable
{
    /// <summary>The version of the operators that a node's is one of.</summary>
    public long VersionFor(OnnxNode node) => Opsets.GetValueOrDefault(node.Domain, 1);

    public void Dispose()
    {
        foreach (Tensor weight in Weights.Values)
            weight.Dispose();
        Dispose(Nodes);
    }

    private static void Dispose(IEnumerable<OnnxNode> nodes)
    {
        foreach (OnnxAttribute attribute in nodes.SelectMany(node => node.Attributes.Values))
        {
            attribute.Tensor?.Dispose();
            if (attribute.Graph is not { } graph)
                continue;
            foreach (Tensor weight in graph.Weights.Values)
                weight.Dispose();
            Dispose(graph.Nodes);
        }
    }
}
