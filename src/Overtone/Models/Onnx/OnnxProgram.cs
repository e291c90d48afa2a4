using static TorchSharp.torch;

namespace Overtone.Models.Onnx;

/// <summary>
/// A model for inputs of one shape: what does not depend on the numbers of the images (shapes, and what is computed from them and from
/// weights) is computed once, in float32, and the rest is a list of steps, each of which ends with giving back what no later step reads.
/// </summary>
internal sealed class OnnxProgram : IDisposable
{
    private static readonly HashSet<string> MakesFresh = ["Conv", "ConvTranspose", "Gemm", "BatchNormalization"];

    private readonly OnnxModel _model;
    private readonly List<OnnxStep> _steps = [];
    private readonly Dictionary<string, Tensor> _constants = new(StringComparer.Ordinal), _rounded = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _outputs;
    private readonly ScalarType _numbers;
    private readonly OnnxBudget _budget;
    private readonly HashSet<string> _varying = new(StringComparer.Ordinal);

    private OnnxProgram(OnnxModel model, IReadOnlyList<string> outputs, ScalarType numbers, OnnxBudget budget) =>
        (_model, _outputs, _numbers, _budget) = (model, outputs, numbers, budget);

    /// <summary>What is computed for each input, in order.</summary>
    public IReadOnlyList<OnnxStep> Steps => _steps;

    /// <summary>Computes one step with values that are at hand.</summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="values">By name; its results are added.</param>
    public void Run(OnnxStep step, Dictionary<string, Tensor> values) =>
        Store(step.Node, step.Compute(_model, values, _numbers, _budget), values);

    /// <summary>A step without its inputs: what its attributes say.</summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    public OnnxCall AttributesOf(OnnxStep step) => step.CallWith(new Tensor?[step.Operands.Length], _model, _numbers, _budget);

    /// <summary>Makes the program, by computing the model once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The tensors that are wanted: outputs of the model, or any that its nodes compute.</param>
    /// <param name="input">An input; the program is for those of its shape.</param>
    /// <param name="numbers">
    /// What the steps compute with. Other than float32, it also stands for the floating types that the model names.
    /// </param>
    /// <exception cref="ModelFormatException">A node cannot be computed.</exception>
    public static OnnxProgram Trace(
        OnnxModel model, IReadOnlyList<string> outputs, Tensor input, ScalarType numbers = ScalarType.Float32)
    {
        var program = new OnnxProgram(model, outputs, numbers, new OnnxBudget(input.numel()));
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
    /// <param name="input">An input of the program's shape and number type.</param>
    /// <returns>In the caller's dispose scope.</returns>
    public IReadOnlyList<Tensor> Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_model.Inputs[0]] = input };
        foreach (OnnxStep step in _steps)
        {
            if (step.IsInPlace)
            {
                values.Remove(step.Node.Inputs[0], out Tensor? changed);
                values[step.Node.Outputs[0]] = changed!.relu_();
                continue;
            }

            Store(step.Node, step.Compute(_model, values, _numbers, _budget), values);
            foreach (string name in step.LastReads)
            {
                // What autograd still needs it keeps itself.
                if (values.Remove(name, out Tensor? value) && !ReferenceEquals(value, input))
                    value.Dispose();
            }
        }

        return [.. _outputs.Select(name => (values.GetValueOrDefault(name) ?? Constant(name)!).alias().MoveToOuterDisposeScope())];
    }

    public void Dispose()
    {
        foreach (Tensor constant in _constants.Values.Concat(_rounded.Values))
            constant.Dispose();
    }

    private void Trace(Tensor input)
    {
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_model.Inputs[0]] = input };
        Trace(_model.Nodes, _outputs, values);
        foreach (string output in _outputs.Where(name => !values.ContainsKey(name) && Constant(name) is null))
            throw new ModelFormatException(_model.File, "output", $"\"{output}\"", "a tensor that a node computes");
        ForgetEarly();
        OverwriteRectified();
    }

    private void Trace(IReadOnlyList<OnnxNode> nodes, IReadOnlyList<string> outputs, Dictionary<string, Tensor> values)
    {
        HashSet<string> needed = OnnxNodeOrder.Needed(nodes, outputs);
        OnnxNode[] computed = [.. nodes.Where(node => node.Outputs.Any(needed.Contains))];
        // By name the last node that has to do with it: after that it is given back.
        var last = new Dictionary<string, OnnxNode>(StringComparer.Ordinal);
        foreach (OnnxNode node in computed)
        {
            foreach (string name in node.Outputs.Concat(node.Reads.Where(last.ContainsKey)))
                last[name] = node;
        }

        foreach (OnnxNode node in computed)
        {
            if (node.IsChoice)
            {
                OnnxSubgraph branch = OnnxChoice.BranchOf(_model.File, node, node.Inputs is [var condition] ? Constant(condition) : null);
                foreach ((string name, Tensor weight) in branch.Weights)
                    _constants[name] = weight.alias().DetachFromDisposeScope();
                Trace(branch.Nodes, branch.Outputs, values);
            }
            else
            {
                Trace(node, values);
            }

            foreach (string name in node.Reads.Concat(node.Outputs).Except(outputs))
            {
                if (ReferenceEquals(last.GetValueOrDefault(name), node) && values.Remove(name, out Tensor? value))
                    value.Dispose();
            }
        }
    }

    private void Trace(OnnxNode node, Dictionary<string, Tensor> values)
    {
        OnnxOperator found = OnnxOperators.Find(_model.File, node, _model.VersionFor(node));
        Tensor?[] constants = [.. node.Inputs.Select(Constant)];
        var step = new OnnxStep(node, found, constants, constants);
        IReadOnlyList<Tensor> results = step.Compute(_model, values, ScalarType.Float32, _budget);
        if (!_budget.Spend(results.Sum(result => (double)result.numel())))
        {
            throw new ModelFormatException(
                _model.File, node.Label, "more numbers in all than an input of this size can need",
                $"{_budget.MostNumbers:N0} at most in each result, and far fewer in most");
        }

        // Random numbers aside, an operator without inputs gives the same every time.
        if (node.Operator is "Shape" or "Size" || !node.Inputs.Any(values.ContainsKey))
        {
            foreach ((string name, Tensor value) in node.Outputs.Zip(results).Where(pair => pair.First.Length > 0))
                _constants[name] = value.DetachFromDisposeScope();
        }
        else
        {
            Store(node, results, values);
            _varying.UnionWith(node.Outputs);
            _steps.Add(step with { Operands = [.. node.Inputs.Select(Operand)] });
        }
    }

    private Tensor? Constant(string name) => _constants.GetValueOrDefault(name) ?? _model.Weights.GetValueOrDefault(name);

    private Tensor? Operand(string name)
    {
        if (_numbers == ScalarType.Float32 || Constant(name) is not { } constant || !constant.is_floating_point())
            return Constant(name);
        if (!_rounded.TryGetValue(name, out Tensor? rounded))
            _rounded.Add(name, rounded = constant.to_type(_numbers).DetachFromDisposeScope());
        return rounded;
    }

    private void ForgetEarly()
    {
        var read = new HashSet<string>(_outputs, StringComparer.Ordinal);
        for (int n = _steps.Count - 1; n >= 0; n--)
        {
            IEnumerable<string> names = _steps[n].Node.Inputs.Concat(_steps[n].Node.Outputs).Distinct();
            _steps[n] = _steps[n] with { LastReads = [.. names.Where(name => _varying.Contains(name) && read.Add(name))] };
        }
    }

    // A rectifier may overwrite what nobody else reads and no gradient of what computed it needs: a pass over memory less.
    private void OverwriteRectified()
    {
        HashSet<string> fresh = [.. _steps.Where(step => MakesFresh.Contains(step.Node.Operator)).Select(step => step.Node.Outputs[0])];
        for (int n = 0; n < _steps.Count; n++)
        {
            OnnxNode node = _steps[n].Node;
            bool isLast = node is { Operator: "Relu", Domain: "" } && _steps[n].LastReads.Contains(node.Inputs[0]);
            if (isLast && fresh.Contains(node.Inputs[0]))
                _steps[n] = _steps[n] with { IsInPlace = true };
        }
    }

    private static void Store(OnnxNode node, IReadOnlyList<Tensor> results, Dictionary<string, Tensor> values)
    {
        for (int n = 0; n < node.Outputs.Count; n++)
        {
            if (node.Outputs[n].Length > 0)
                values[node.Outputs[n]] = results[n];
        }
    }
}
