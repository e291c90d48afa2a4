namespace Overtone.Models.Onnx;

/// <summary>A function that a model defines for its own nodes: they are computed as its body.</summary>
/// <param name="Domain">Its domain.</param>
/// <param name="Name">The operator that calls it.</param>
/// <param name="Inputs">The names of its inputs in the body.</param>
/// <param name="Outputs">The names of its outputs in the body.</param>
/// <param name="Nodes">The body.</param>
/// <param name="Defaults">Attributes that a call may leave out.</param>
internal sealed record OnnxFunction(
    string Domain, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxAttribute> Defaults)
{
    private const int Deepest = 32, MostNodes = 1_000_000;

    /// <summary>The nodes with every call of a function replaced by its body, under names of its own.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="functions">The functions.</param>
    /// <exception cref="ModelFormatException">Functions call each other without end, or make a graph of a million nodes.</exception>
    public static IReadOnlyList<OnnxNode> Inline(
        string file, IReadOnlyList<OnnxNode> nodes, IReadOnlyList<OnnxFunction> functions)
    {
        int calls = 0, made = 0;
        return functions.Count == 0 ? nodes : [.. nodes.SelectMany(node => Expand(node, 0))];

        IEnumerable<OnnxNode> Expand(OnnxNode node, int depth)
        {
            // Each function may call the next one twice.
            if (++made > MostNodes)
                throw new ModelFormatException(file, node.Label, $"functions of more than {MostNodes:N0} nodes", "fewer");
            if (functions.FirstOrDefault(f => f.Name == node.Operator && f.Domain == node.Domain) is not { } function)
                return [Inside(node, depth)];
            return depth < Deepest
                ? function.BodyFor(node, $"{node.Operator}#{calls++}/").SelectMany(inner => Expand(inner, depth + 1))
                : throw new ModelFormatException(file, node.Label, "a function that calls itself", "functions that end");
        }

        OnnxNode Inside(OnnxNode node, int depth) => !node.Graphs.Any() ? node : node with
        {
            Attributes = node.Attributes.Values.Select(attribute => attribute.Graph is { } graph
                ? attribute with { Graph = graph with { Nodes = [.. graph.Nodes.SelectMany(inner => Expand(inner, depth))] } }
                : attribute).ToDictionary(attribute => attribute.Name, StringComparer.Ordinal),
        };
    }

    private IEnumerable<OnnxNode> BodyFor(OnnxNode call, string prefix)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "" };
        foreach ((int n, string input) in Inputs.Index())
            names[input] = n < call.Inputs.Count ? call.Inputs[n] : "";
        foreach ((int n, string output) in Outputs.Index())
            names[output] = n < call.Outputs.Count && call.Outputs[n].Length > 0 ? call.Outputs[n] : prefix + output;
        string NameOf(string name) => names.GetValueOrDefault(name, prefix + name);
        return Nodes.Select(node => node.Renamed(NameOf, prefix)).Select(node => node with
        {
            Name = prefix + (node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault("")),
            Attributes = node.Attributes.Values.Select(attribute => Resolve(attribute, call)).OfType<OnnxAttribute>()
                .ToDictionary(attribute => attribute.Name, StringComparer.Ordinal),
        });
    }

    // The call's own value, or the function's; none where neither has it: then the operator's usual one holds.
    private OnnxAttribute? Resolve(OnnxAttribute attribute, OnnxNode call)
    {
        if (attribute.Reference.Length == 0)
            return attribute;
        OnnxAttribute? given = call.Attributes.GetValueOrDefault(attribute.Reference)
            ?? Defaults.FirstOrDefault(d => d.Name == attribute.Reference);
        return given is null ? null : given with { Name = attribute.Name };
    }
}
