using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>One computation of an <see cref="OnnxProgram"/>.</summary>
/// <param name="Node">What is computed.</param>
/// <param name="Operator">By what.</param>
/// <param name="Constants">The inputs that do not depend on the images, as they were computed.</param>
/// <param name="Operands">The same in the number type of the program.</param>
internal sealed record OnnxStep(OnnxNode Node, OnnxOperator Operator, Tensor?[] Constants, Tensor?[] Operands)
{
    public IReadOnlyList<string> LastReads { get; init; } = [];

    /// <summary>Whether it overwrites its input.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>The computation with some inputs; without any, what its attributes say can still be read.</summary>
    public OnnxCall CallWith(Tensor?[] inputs, OnnxModel model, ScalarType numbers, OnnxBudget budget) =>
        new(model.File, Node, model.VersionFor(Node), inputs, Constants, numbers, budget);

    public IReadOnlyList<Tensor> Compute(
        OnnxModel model, Dictionary<string, Tensor> values, ScalarType numbers, OnnxBudget budget)
    {
        var inputs = new Tensor?[Operands.Length];
        for (int n = 0; n < inputs.Length; n++)
            inputs[n] = Operands[n] ?? values.GetValueOrDefault(Node.Inputs[n]);
        OnnxCall call = CallWith(inputs, model, numbers, budget);
        try
        {
            IReadOnlyList<Tensor> results = Operator.Compute(call);
            if (results.Count < Node.Outputs.Count)
                throw call.Fault($"{Node.Outputs.Count} outputs", $"{results.Count} at most");
            foreach (Tensor result in results)
                call.RequireCount(result.numel());
            // Each result is given back on its own.
            return [.. results.Select(result => inputs.Any(input => ReferenceEquals(input, result)) ? result.alias() : result)];
        }
        catch (ExternalException error)
        {
            throw new ModelFormatException(
                model.File, Node.Label, $"\"{NativeMessage.Of(error)}\"", "inputs and attributes that fit together", error);
        }
        catch (Exception error) when (error is not (InputFaultException or OperationCanceledException))
        {
            // Sides, axes and counts of a damaged file that no check of the operator has met.
            IEnumerable<string> shapes = inputs.Select(input => input is null ? "(none)" : $"[{string.Join(", ", input.shape)}]");
            throw new ModelFormatException(
                model.File, Node.Label, $"inputs {string.Join(", ", shapes)}", "inputs and attributes that fit together", error);
        }
    }
}
