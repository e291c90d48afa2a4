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
}
