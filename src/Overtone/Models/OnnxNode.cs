namespace Overtone.Models;

/// <summary>One node of an ONNX graph.</summary>
/// <param name="Output">The name of the first tensor it computes.</param>
/// <param name="Operation">Its operation, such as <c>Conv</c>.</param>
/// <param name="Inputs">The names of the tensors it reads, weights included.</param>
internal sealed record OnnxNode(string Output, string Operation, IReadOnlyList<string> Inputs);
