using Overtone.Models.Onnx.Operators;

namespace Overtone.Models.Onnx;

/// <summary>All operators that can be computed.</summary>
internal static class OnnxOperators
{
    /// <summary>All of them, by family.</summary>
    public static IReadOnlyList<(string Name, IEnumerable<OnnxOperator> Operators)> Families { get; } =
    [
        ("convolutions", Convolutions.All), ("pooling", Poolings.All), ("normalisation", Normalisations.All),
        ("products of matrices", Products.All), ("arithmetic", Arithmetic.All), ("comparisons and logic", Comparisons.All),
        ("activations", Activations.All), ("softmax", Softmaxes.All), ("reductions", Reductions.All), ("shapes", Shapes.All),
        ("slices and gathering", Slices.All), ("scattering", Scatters.All), ("padding", Pads.All), ("resizing", Resizes.All),
        ("sampling of images", Samplings.All), ("attention", Attentions.All), ("constants", Constants.All),
        ("quantisation", Quantisation.All), ("quantised operators", QuantisedOperators.All), ("fused by ONNX Runtime", Fused.All),
    ];

    private static readonly Dictionary<(string Domain, string Name), OnnxOperator[]> ByName = Families
        .SelectMany(family => family.Operators).GroupBy(o => (o.Domain, o.Name))
        .ToDictionary(same => same.Key, same => same.OrderBy(o => o.Since).ToArray());

    /// <summary>The operator of a node: the newest that is not newer than the model's version.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="node">The node.</param>
    /// <param name="version">The version of the domain's operators that the model is written in.</param>
    /// <exception cref="ModelFormatException">There is none, or the node has an attribute that it does not know.</exception>
    public static OnnxOperator Find(string file, OnnxNode node, long version)
    {
        if (node.Attributes.Values.Any(attribute => attribute.Graph is not null))
            throw new ModelFormatException(file, node.Label, "a graph inside the node", "none, but in an If whose condition is the same "
                + "for all images");
        if (node.Domain == "com.microsoft.nchwc")
            throw new ModelFormatException(file, node.Label, "an operator for one kind of processor", "a model saved by ONNX "
                + "Runtime without hardware-specific optimisation: at level extended, not all");
        OnnxOperator? found = ByName.GetValueOrDefault((node.Domain, node.Operator))?.LastOrDefault(o => o.Since <= version);
        if (found is null)
            throw new ModelFormatException(file, node.Label, $"operator {node.Operator} of opset {version}", "an operator whose gradient "
                + "can be computed");
        string? unknown = node.Attributes.Keys.FirstOrDefault(name => !found.Attributes.Contains(name));
        return unknown is null ? found : throw new ModelFormatException(
            file, node.Label, $"attribute {unknown}",
            found.Attributes.Count == 0 ? "no attributes" : string.Join(", ", found.Attributes));
    }
}
