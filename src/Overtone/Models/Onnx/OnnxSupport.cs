namespace Overtone.Models.Onnx;

/// <summary>Whether all operators of a file are known, told from its structure alone.</summary>
internal static class OnnxSupport
{
    /// <summary>The first node that cannot be computed, and why, as one sentence; null if an output depends on none of that kind.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="output">The output; any if not given.</param>
    /// <exception cref="ModelFormatException">The file is damaged.</exception>
    public static string? FaultOf(string file, string? output = null)
    {
        using OnnxModel model = OnnxModelReader.ReadStructure(file);
        return FaultOf(model, output);
    }

    /// <summary>The same of a model whose structure has been read.</summary>
    public static string? FaultOf(OnnxModel model, string? output)
    {
        string? first = null;
        foreach (string one in output is null ? model.Outputs : [output])
        {
            string? fault = FaultOf(model, model.Nodes, [one], [.. model.Inputs]);
            if (fault is null)
                return null;
            first ??= fault;
        }

        return first ?? "the graph has no outputs";
    }

    /// <summary>The operators of a model that round what they compute, as quantised models do; each once.</summary>
    public static IReadOnlyList<string> Rounding(OnnxModel model)
    {
        return [.. model.Nodes.Select(node => node.Operator).Where(Rounds).Distinct()];

        static bool Rounds(string name) => name.StartsWith("Quantize", StringComparison.Ordinal)
            || name.StartsWith("DynamicQuantize", StringComparison.Ordinal) || name.StartsWith("QLinear", StringComparison.Ordinal)
            || name == "QGemm";
    }

    // The set of names that depend on the images grows with the nodes.
    private static string? FaultOf(OnnxModel model, IReadOnlyList<OnnxNode> nodes, IReadOnlyList<string> outputs, HashSet<string> images)
    {
        HashSet<string> needed = OnnxNodeOrder.Needed(nodes, outputs);
        foreach (OnnxNode node in nodes.Where(node => node.Outputs.Any(needed.Contains)))
        {
            string? fault = node.IsChoice ? FaultOfChoice(model, node, images) : FaultOf(model, node, images);
            if (fault is not null)
                return fault;
        }

        return null;
    }

    private static string? FaultOf(OnnxModel model, OnnxNode node, HashSet<string> images)
    {
        try
        {
            OnnxOperators.Find(model.File, node, model.VersionFor(node));
        }
        catch (ModelFormatException fault)
        {
            return Sentence(fault);
        }

        if (node.Operator is not ("Shape" or "Size") && node.Inputs.Any(images.Contains))
            images.UnionWith(node.Outputs);
        return null;
    }

    // Which branch is taken, the weights and the size of the images decide: one that can be computed is enough.
    private static string? FaultOfChoice(OnnxModel model, OnnxNode node, HashSet<string> images)
    {
        if (node.Inputs.Any(images.Contains))
            return Sentence(OnnxChoice.Fault(model.File, node));
        string? first = null;
        List<bool[]> fromImages = [];
        foreach (OnnxSubgraph branch in node.Graphs)
        {
            HashSet<string> inside = [.. images];
            string? fault = FaultOf(model, branch.Nodes, branch.Outputs, inside);
            if (fault is null)
                fromImages.Add([.. branch.Outputs.Select(inside.Contains)]);
            first ??= fault;
        }

        if (fromImages.Count == 0)
            return first ?? $"{node.Label}: found no branches, expected two";
        images.UnionWith(node.Outputs.Where((_, n) => fromImages.All(branch => n < branch.Length && branch[n])));
        return null;
    }

    private static string Sentence(ModelFormatException fault) => $"{fault.Field}: found {fault.Found}";
}
