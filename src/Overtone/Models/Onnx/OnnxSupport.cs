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
        string? first = null;
        foreach (string one in output is null ? model.Outputs : [output])
        {
            string? fault = FaultOf(model, one);
            if (fault is null)
                return null;
            first ??= fault;
        }

        return first ?? "the graph has no outputs";
    }

    private static string? FaultOf(OnnxModel model, string output)
    {
        HashSet<string> needed = model.Needed([output]);
        foreach (OnnxNode node in model.Nodes.Where(node => node.Outputs.Any(needed.Contains)))
        {
            try
            {
                OnnxOperators.Find(model.File, node, model.Opsets.GetValueOrDefault(node.Domain, 1));
            }
            catch (ModelFormatException fault)
            {
                return $"{fault.Field}: found {fault.Found}";
            }
        }

        return null;
    }
}
