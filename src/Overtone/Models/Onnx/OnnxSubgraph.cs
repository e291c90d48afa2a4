using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>A graph inside a node, such as a branch of an If. It sees the names of the graphs around it.</summary>
/// <param name="Outputs">The names of what comes out.</param>
/// <param name="Nodes">Its nodes, in an order in which they can be computed.</param>
/// <param name="WeightNames">The names of its weights.</param>
/// <param name="Weights">Its weights, owned by the model; none where only the structure was read.</param>
internal sealed record OnnxSubgraph(
    IReadOnlyList<string> Outputs, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<string> WeightNames,
    IReadOnlyDictionary<string, Tensor> Weights)
{
    /// <summary>The names that it reads and does not define itself.</summary>
    public IReadOnlyList<string> Outside
    {
        get
        {
            HashSet<string> own = Own();
            return [.. Nodes.SelectMany(node => node.Reads).Concat(Outputs).Where(name => !own.Contains(name)).Distinct()];
        }
    }

    /// <summary>The same graph with other names.</summary>
    /// <param name="nameOf">The new name of a name from outside.</param>
    /// <param name="prefix">What its own names get before them.</param>
    public OnnxSubgraph Renamed(Func<string, string> nameOf, string prefix)
    {
        HashSet<string> own = Own();
        string Name(string name) => name.Length == 0 ? "" : own.Contains(name) ? prefix + name : nameOf(name);
        return new OnnxSubgraph(
            [.. Outputs.Select(Name)], [.. Nodes.Select(node => node.Renamed(Name, prefix))], [.. WeightNames.Select(Name)],
            Weights.ToDictionary(pair => Name(pair.Key), pair => pair.Value, StringComparer.Ordinal));
    }

    private HashSet<string> Own() => [.. Nodes.SelectMany(node => node.Outputs), .. WeightNames, ""];
}
