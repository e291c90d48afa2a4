namespace Overtone.Models.Onnx;

/// <summary>How the tensors of an ONNX graph depend on each other, as far as layers need it. Weights and shapes are no data here.</summary>
internal sealed class OnnxGraph
{
    private readonly IReadOnlyList<OnnxNode> _nodes;
    private readonly IReadOnlyList<string> _inputs;

    private OnnxGraph(IReadOnlyList<OnnxNode> nodes, IReadOnlyList<string> inputs) => (_nodes, _inputs) = (nodes, inputs);

    /// <summary>Reads a file's graph.</summary>
    internal static OnnxGraph Read(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return new OnnxGraph(OnnxProtobuf.Nodes(stream), OnnxProtobuf.Inputs(stream));
    }

    /// <inheritdoc cref="OnnxClassifier.FeatureMaps"/>
    internal IReadOnlyList<string> FeatureMaps()
    {
        HashSet<string> data = DataFrom(_inputs);
        HashSet<string> shares = [.. _nodes.Where(node => node.Operator == "Softmax").Select(node => node.Outputs[0])];
        bool hasAttention = _nodes.Any(node => node.Operator == "MatMul" && node.Inputs.Any(shares.Contains));
        return [.. _nodes.Where(IsFeatureMap).Select(node => node.Outputs[0])];

        bool IsFeatureMap(OnnxNode node) =>
            node.Operator == "Conv" || (hasAttention && node.Operator == "Add" && node.Inputs.All(data.Contains));
    }

    /// <inheritdoc cref="OnnxClassifier.PatchesOf"/>
    internal PatchOrigin? PatchesOf(string layer)
    {
        HashSet<int> before = Ancestors(layer);
        int[] convolutions = [.. before.Where(node => _nodes[node].Operator == "Conv")];
        if (convolutions.Length == 0)
            return null;
        string patches = _nodes[convolutions.Max()].Outputs[0];
        HashSet<string> data = DataFrom([patches]);
        bool isLeading = false, isTrailing = false;
        foreach (OnnxNode join in before.Select(node => _nodes[node]).Where(node => node.Operator == "Concat"))
        {
            // Tokens are joined to patches where some inputs come from these and others don't.
            bool[] isPatches = [.. join.Inputs.Select(data.Contains)];
            if (!isPatches.Contains(true))
                continue;
            isLeading |= !isPatches[0];
            isTrailing |= !isPatches[^1];
        }

        return new PatchOrigin(patches, (isLeading, isTrailing) switch
        {
            (true, true) => ExtraTokens.BothSides,
            (true, false) => ExtraTokens.Leading,
            (false, true) => ExtraTokens.Trailing,
            _ => ExtraTokens.None,
        });
    }

    // Nodes stand in an order in which they can be computed.
    private HashSet<string> DataFrom(IEnumerable<string> names)
    {
        var data = names.ToHashSet(StringComparer.Ordinal);
        foreach (OnnxNode node in _nodes.Where(node => node.Operator is not ("Shape" or "Size") && node.Inputs.Any(data.Contains)))
            data.UnionWith(node.Outputs);
        return data;
    }

    private HashSet<int> Ancestors(string layer)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { layer };
        var nodes = new HashSet<int>();
        for (int node = _nodes.Count - 1; node >= 0; node--)
        {
            if (_nodes[node].Operator is "Shape" or "Size" || !_nodes[node].Outputs.Any(needed.Contains))
                continue;
            nodes.Add(node);
            needed.UnionWith(_nodes[node].Inputs);
        }

        return nodes;
    }
}
