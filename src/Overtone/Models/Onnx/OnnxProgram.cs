using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>
/// A model for inputs of one shape: what does not depend on the numbers of the images (shapes, and what is computed from them and from
/// weights) is computed once, and the rest is a list of steps, each of which ends with giving back what no later step reads.
/// </summary>
internal sealed class OnnxProgram : IDisposable
{
    private readonly OnnxModel _model;
    private readonly List<Step> _steps = [];
    private readonly Dictionary<string, Tensor> _constants = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _outputs;

    private OnnxProgram(OnnxModel model, IReadOnlyList<string> outputs) => (_model, _outputs) = (model, outputs);

    /// <summary>Makes the program, by computing the model once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The tensors that are wanted: outputs of the model, or any that its nodes compute.</param>
    /// <param name="input">An input; the program is for those of its shape.</param>
    /// <exception cref="ModelFormatException">A node cannot be computed.</exception>
    public static OnnxProgram Trace(OnnxModel model, IReadOnlyList<string> outputs, Tensor input)
    {
        var program = new OnnxProgram(model, outputs);
        try
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            program.Trace(input);
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="input">An input of the program's shape.</param>
    /// <returns>In the caller's dispose scope.</returns>
    public IReadOnlyList<Tensor> Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_model.Inputs[0]] = input };
        foreach (Step step in _steps)
        {
            Store(step.Node, step.Compute(this, values), values);
            foreach (string name in step.LastReads)
            {
                // What autograd still needs it keeps itself.
                if (values.Remove(name, out Tensor? value) && !ReferenceEquals(value, input))
                    value.Dispose();
            }
        }

        return [.. _outputs.Select(name => (values.GetValueOrDefault(name) ?? _constants[name]).alias().MoveToOuterDisposeScope())];
    }

    public void Dispose()
    {
        foreach (Tensor constant in _constants.Values)
            constant.Dispose();
    }

    private void Trace(Tensor input)
    {
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_model.Inputs[0]] = input };
        HashSet<string> needed = Needed();
        foreach (OnnxGraphNode node in _model.Nodes.Where(node => node.Outputs.Any(needed.Contains)))
        {
            OnnxOperator found = OnnxOperators.Find(_model.File, node, _model.Opsets.GetValueOrDefault(node.Domain, 1));
            var step = new Step(node, found, [.. node.Inputs.Select(name => name.Length == 0 || IsConstant(name))]);
            IReadOnlyList<Tensor> results = step.Compute(this, values);
            if (node.Operator is "Shape" or "Size" || step.IsConstant.All(isConstant => isConstant))
            {
                foreach ((string name, Tensor value) in node.Outputs.Zip(results).Where(pair => pair.First.Length > 0))
                    _constants[name] = value.DetachFromDisposeScope();
            }
            else
            {
                Store(node, results, values);
                _steps.Add(step);
            }
        }

        foreach (string output in _outputs.Where(name => !values.ContainsKey(name) && !_constants.ContainsKey(name)))
            throw new ModelFormatException(_model.File, "output", $"\"{output}\"", "a tensor that a node computes");
        ForgetEarly();
    }

    // Random numbers aside, an operator without inputs gives the same every time.
    private bool IsConstant(string name) => _model.Weights.ContainsKey(name) || _constants.ContainsKey(name);

    private HashSet<string> Needed()
    {
        var needed = new HashSet<string>(_outputs, StringComparer.Ordinal);
        foreach (OnnxGraphNode node in _model.Nodes.Reverse().Where(node => node.Outputs.Any(needed.Contains)))
            needed.UnionWith(node.Inputs);
        needed.Remove("");
        return needed;
    }

    private void ForgetEarly()
    {
        var read = new HashSet<string>(_outputs, StringComparer.Ordinal);
        for (int n = _steps.Count - 1; n >= 0; n--)
        {
            IEnumerable<string> names = _steps[n].Node.Inputs.Concat(_steps[n].Node.Outputs).Where(name => name.Length > 0).Distinct();
            _steps[n] = _steps[n] with { LastReads = [.. names.Where(name => !IsConstant(name) && read.Add(name))] };
        }
    }

    private static void Store(OnnxGraphNode node, IReadOnlyList<Tensor> results, Dictionary<string, Tensor> values)
    {
        for (int n = 0; n < node.Outputs.Count; n++)
        {
            if (node.Outputs[n].Length > 0)
                values[node.Outputs[n]] = results[n];
        }
    }

    private sealed record Step(OnnxGraphNode Node, OnnxOperator Operator, bool[] IsConstant)
    {
        public IReadOnlyList<string> LastReads { get; init; } = [];

        public IReadOnlyList<Tensor> Compute(OnnxProgram program, Dictionary<string, Tensor> values)
        {
            OnnxModel model = program._model;
            var call = new OnnxCall(
                model.File, Node, model.Opsets.GetValueOrDefault(Node.Domain, 1), [.. Node.Inputs.Select(Value)], IsConstant);
            try
            {
                IReadOnlyList<Tensor> results = Operator.Compute(call);
                return results.Count >= Node.Outputs.Count ? results : throw call.Fault(
                    $"{Node.Outputs.Count} outputs", $"{results.Count} at most");
            }
            catch (System.Runtime.InteropServices.ExternalException error)
            {
                throw new ModelFormatException(
                    model.File, Node.Label, $"\"{NativeMessage.Of(error)}\"", "inputs and attributes that fit together", error);
            }

            Tensor? Value(string name) => name.Length == 0 ? null
                : values.GetValueOrDefault(name) ?? program._constants.GetValueOrDefault(name) ?? model.Weights[name];
        }
    }
}
