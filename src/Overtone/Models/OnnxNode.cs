namespace Overtone.Models;

/// <summary>One node of an ONNX graph.</summary>
/// <param name="Outputs">The names of the tensors it computes, at least one.</param>
/// <param name="Operation">Its operation, such as <c>Conv</c>.</param>
/// <param name="Inputs">The names of the tensors it reads, weights included.</param>
internal sealed record OnnxNode(IReadOnlyList<string> Outputs, string Operation, IReadOnlyList<string> Inputs)
{
    /// <summary>The name of the first tensor it computes.</summary>
    internal string Output => Outputs[0];
}
