namespace Overtone.Models.Onnx;

/// <summary>One node of a graph that is to be computed.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Domain">The domain of its operator; empty for the standard one.</param>
/// <param name="Operator">Its operator, such as <c>Conv</c>.</param>
/// <param name="Inputs">The tensors it reads; an empty name stands for an optional input that is left out.</param>
/// <param name="Outputs">The tensors it computes; an empty name for one that nobody wants.</param>
/// <param name="Attributes">By name.</param>
internal sealed record OnnxNode(
    string Name, string Domain, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>How messages call it: by its name, or by what it computes, and its operator.</summary>
    public string Label
    {
        get
        {
            string name = Name.Length > 0 ? Name : Outputs.FirstOrDefault(output => output.Length > 0, "");
            return $"node \"{name}\" ({(Domain.Length > 0 ? $"{Domain}." : "")}{Operator})";
        }
    }

    /// <summary>Whether it chooses one of two graphs.</summary>
    public bool IsChoice => Operator == "If" && Domain.Length == 0;

    /// <summary>The graphs inside it.</summary>
    public IEnumerable<OnnxSubgraph> Graphs => Attributes.Values.Select(attribute => attribute.Graph).OfType<OnnxSubgraph>();

    /// <summary>The tensors that it or a graph inside it reads.</summary>
    public IEnumerable<string> Reads => Inputs.Concat(Graphs.SelectMany(graph => graph.Outside));

    /// <summary>The same node with other names of tensors.</summary>
    /// <param name="nameOf">The new name of a name.</param>
    /// <param name="prefix">What the own names of graphs inside it get before them.</param>
    public OnnxNode Renamed(Func<string, string> nameOf, string prefix) => this with
    {
        Inputs = [.. Inputs.Select(nameOf)],
        Outputs = [.. Outputs.Select(nameOf)],
        Attributes = Attributes.Values.Select(attribute => attribute with { Graph = attribute.Graph?.Renamed(nameOf, prefix) })
            .ToDictionary(attribute => attribute.Name, StringComparer.Ordinal),
    };
}
