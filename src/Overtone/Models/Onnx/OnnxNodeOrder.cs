namespace Overtone.Models.Onnx;

/// <summary>Puts nodes into an order in which each finds what it reads.</summary>
internal static class OnnxNodeOrder
{
    /// <summary>The nodes in such an order: as they stand where that is one, which it should be.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="given">The names of inputs and weights.</param>
    /// <exception cref="ModelFormatException">A node reads what nobody computes, or what depends on itself.</exception>
    public static IReadOnlyList<OnnxNode> Of(string file, IReadOnlyList<OnnxNode> nodes, IEnumerable<string> given)
    {
        var known = new HashSet<string>(given, StringComparer.Ordinal) { "" };
        var ordered = new List<OnnxNode>();
        List<OnnxNode> waiting = [.. nodes];
        while (waiting.Count > 0)
        {
            var later = new List<OnnxNode>();
            foreach (OnnxNode node in waiting)
            {
                if (!node.Inputs.All(known.Contains))
                {
                    later.Add(node);
                    continue;
                }

                ordered.Add(node);
                known.UnionWith(node.Outputs);
            }

            if (later.Count == waiting.Count)
                throw Missing(file, nodes, later[0], known);
            waiting = later;
        }

        return ordered;
    }

    private static ModelFormatException Missing(
        string file, IReadOnlyList<OnnxNode> nodes, OnnxNode node, HashSet<string> known)
    {
        string input = node.Inputs.First(name => !known.Contains(name));
        return nodes.Any(other => other.Outputs.Contains(input))
            ? new ModelFormatException(file, node.Label, $"input \"{input}\", which depends on the node itself", "a graph without cycles")
            : new ModelFormatException(file, node.Label, $"input \"{input}\", which nobody computes", "an input of the graph, a weight, or "
                + "what another node computes");
    }
}
