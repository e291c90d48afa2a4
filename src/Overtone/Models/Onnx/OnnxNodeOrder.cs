namespace Overtone.Models.Onnx;

/// <summary>The order in which nodes are computed, and which of them.</summary>
internal static class OnnxNodeOrder
{
    /// <summary>The nodes in an order in which each finds what it reads: as they stand where that is one, which it should be.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="given">The names of inputs and weights.</param>
    /// <exception cref="ModelFormatException">A node reads what nobody computes, or what depends on itself.</exception>
    public static IReadOnlyList<OnnxNode> Of(string file, IReadOnlyList<OnnxNode> nodes, IEnumerable<string> given)
    {
        var known = new HashSet<string>(given, StringComparer.Ordinal) { "" };
        var readers = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        int[] missing = new int[nodes.Count];
        var ordered = new List<OnnxNode>(nodes.Count);
        for (int n = 0; n < nodes.Count; n++)
        {
            foreach (string name in nodes[n].Reads.Distinct().Where(name => !known.Contains(name)))
            {
                missing[n]++;
                if (!readers.TryGetValue(name, out List<int>? waiting))
                    readers.Add(name, waiting = []);
                waiting.Add(n);
            }

            if (missing[n] == 0)
                Place(n);
        }

        return ordered.Count == nodes.Count ? ordered : throw Missing(
            file, nodes, [.. nodes.Where((_, n) => missing[n] > 0)], known);

        // With all that waits for it, and without recursion: chains are long.
        void Place(int first)
        {
            var ready = new Queue<int>([first]);
            while (ready.TryDequeue(out int n))
            {
                ordered.Add(Inside(file, nodes[n]));
                foreach (string output in nodes[n].Outputs.Where(known.Add))
                {
                    readers.Remove(output, out List<int>? waiting);
                    foreach (int reader in (waiting ?? []).Where(reader => --missing[reader] == 0))
                        ready.Enqueue(reader);
                }
            }
        }
    }

    /// <summary>The names of all tensors that some outputs depend on, the outputs among them.</summary>
    /// <param name="nodes">Nodes in their order.</param>
    /// <param name="outputs">Names of tensors.</param>
    public static HashSet<string> Needed(IReadOnlyList<OnnxNode> nodes, IEnumerable<string> outputs)
    {
        var needed = new HashSet<string>(outputs, StringComparer.Ordinal);
        foreach (OnnxNode node in nodes.Reverse().Where(node => node.Outputs.Any(needed.Contains)))
            needed.UnionWith(node.Reads);
        needed.Remove("");
        return needed;
    }

    private static OnnxNode Inside(string file, OnnxNode node) => !node.Graphs.Any() ? node : node with
    {
        Attributes = node.Attributes.Values.Select(attribute => attribute.Graph is { } graph
            ? attribute with { Graph = graph with { Nodes = Of(file, graph.Nodes, [.. graph.WeightNames, .. graph.Outside]) } }
            : attribute).ToDictionary(attribute => attribute.Name, StringComparer.Ordinal),
    };

    private static ModelFormatException Missing(
        string file, IReadOnlyList<OnnxNode> nodes, IReadOnlyList<OnnxNode> waiting, HashSet<string> known)
    {
        HashSet<string> computed = [.. nodes.SelectMany(node => node.Outputs)];
        foreach (OnnxNode node in waiting)
        {
            if (node.Reads.FirstOrDefault(name => !known.Contains(name) && !computed.Contains(name)) is { } input)
            {
                return new ModelFormatException(
                    file, node.Label, $"input \"{input}\", which nobody computes", "an input of the graph, a weight, or what another node "
                        + "computes");
            }
        }

        // Whatever waits now waits for a circle: going back leads into it.
        OnnxNode last = waiting[0];
        var met = new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance);
        while (met.Add(last))
            last = waiting.First(node => node.Outputs.Contains(Unknown(last)));
        return new ModelFormatException(
            file, last.Label, $"input \"{Unknown(last)}\", which depends on the node itself", "a graph without cycles");

        string Unknown(OnnxNode node) => node.Reads.First(name => !known.Contains(name));
    }
}
