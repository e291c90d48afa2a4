using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>The branch of an If that is computed: its condition is the same for all images.</summary>
internal static class OnnxChoice
{
    /// <summary>The branch, under names of its own, and nodes that hand on what comes out of it.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="node">The If.</param>
    /// <param name="condition">Its condition; null if that depends on the images.</param>
    /// <exception cref="ModelFormatException">The condition depends on the images, or the branch is not as the node wants it.</exception>
    public static OnnxSubgraph BranchOf(string file, OnnxNode node, Tensor? condition)
    {
        if (condition is null)
            throw Fault(file, node);
        if (condition.numel() != 1)
            throw new ModelFormatException(file, node.Label, $"a condition of {condition.numel()} values", "one");
        string name = condition.to_type(ScalarType.Bool).item<bool>() ? "then_branch" : "else_branch";
        OnnxSubgraph branch = node.Attributes.GetValueOrDefault(name)?.Graph
            ?? throw new ModelFormatException(file, node.Label, $"no attribute {name}", "a graph");
        if (branch.Outputs.Count < node.Outputs.Count)
        {
            throw new ModelFormatException(
                file, node.Label, $"{node.Outputs.Count} outputs, and {branch.Outputs.Count} of its {name}", "as many");
        }

        OnnxSubgraph own = branch.Renamed(outer => outer, $"{node.Outputs.FirstOrDefault("")}#{name}/");
        IEnumerable<OnnxNode> handed = node.Outputs.Zip(own.Outputs).Where(pair => pair.First.Length > 0).Select(pair =>
            new OnnxNode(node.Name, "", "Identity", [pair.Second], [pair.First], new Dictionary<string, OnnxAttribute>()));
        return own with { Outputs = node.Outputs, Nodes = [.. own.Nodes, .. handed] };
    }

    /// <summary>What is said of an If whose condition depends on the images.</summary>
    /// <param name="file">The file.</param>
    /// <param name="node">The If.</param>
    public static ModelFormatException Fault(string file, OnnxNode node) =>
        new(file, node.Label, "a condition that depends on the images", "one that is the same for all images");
}
