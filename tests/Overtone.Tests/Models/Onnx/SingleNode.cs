using Overtone.Models;
using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>An ONNX file of one node, computed by ONNX Runtime and by our own graph.</summary>
/// <param name="operation">Its operator, after its domain and a point where that is not the standard one.</param>
/// <param name="opset">The version of the standard operators.</param>
internal sealed class SingleNode(string operation, int opset)
{
    private readonly List<(string Name, object Value)> _attributes = [];
    private readonly List<(string Name, Tensor Value)> _weights = [];
    private readonly List<string> _inputs = ["x"];
    private readonly Dictionary<string, long> _domains = new(StringComparer.Ordinal);
    private int[] _outputs = [SampleGraph.Float32];

    /// <summary>Leaves an input out.</summary>
    public SingleNode Without()
    {
        _inputs.Add("");
        return this;
    }

    /// <summary>Adds an input that is a weight.</summary>
    public SingleNode Weight(Tensor value)
    {
        string name = $"w{_weights.Count}";
        _inputs.Add(name);
        _weights.Add((name, value));
        return this;
    }

    /// <summary>Adds an input of integers.</summary>
    public SingleNode Weight(params long[] values) => Weight(tensor(values));

    /// <summary>Puts weights before the image.</summary>
    public SingleNode First(params Tensor[] values)
    {
        foreach ((int n, Tensor value) in values.Index())
        {
            _inputs.Insert(n, $"first{n}");
            _weights.Add(($"first{n}", value));
        }

        return this;
    }

    public SingleNode With(string name, long value) => Attribute(name, value);

    public SingleNode With(string name, double value) => Attribute(name, value);

    public SingleNode With(string name, string value) => Attribute(name, value);

    public SingleNode With(string name, params long[] values) => Attribute(name, values);

    public SingleNode With(string name, params double[] values) => Attribute(name, values);

    /// <summary>Says the types of its outputs, where they are others than one of float32; 0 for one that is left out.</summary>
    public SingleNode Gives(params int[] types)
    {
        _outputs = types;
        return this;
    }

    /// <summary>Names the version of another domain's operators.</summary>
    public SingleNode Domain(string domain, long version = 1)
    {
        _domains[domain] = version;
        return this;
    }

    /// <summary>Requires that both sides agree on all outputs, and returns the first.</summary>
    /// <param name="input">float32, or bytes, which we compute as whole numbers of float32.</param>
    /// <param name="tolerance">Relative to the largest number.</param>
    /// <param name="steps">How far numbers of integer outputs may be from each other.</param>
    public Tensor RequireAgreement(Tensor input, double tolerance = 1e-5, int steps = 0) => Graph(input).InFile(file =>
    {
        using OnnxModel model = OnnxModelReader.Read(file);
        Tensor numbers = input.to_type(ScalarType.Float32);
        using var program = OnnxProgram.Trace(model, model.Outputs, numbers);
        IReadOnlyList<Tensor> found = program.Run(numbers);
        foreach ((Tensor ours, Tensor expected) in found.Zip(OnnxRuntime.Run(file, input)))
        {
            Assert.Equal(expected.shape, ours.shape);
            if (expected.numel() == 0)
                continue;
            Tensor theirs = expected.to_type(ScalarType.Float64), own = ours.to_type(ScalarType.Float64);
            double difference = where(own.eq(theirs), zeros_like(own), (own - theirs).abs()).max().item<double>(),
                size = theirs.abs().max().item<double>();
            Assert.True(
                difference <= (expected.is_floating_point() ? tolerance * size : steps),
                $"{operation} of [{string.Join(", ", input.shape)}], {Told()}: differs by {difference} of {size}");
        }

        return found[0];
    });

    /// <summary>
    /// How far the gradient of the outputs' sum of sines is from central differences, in float64, relative to its size.
    /// </summary>
    public double GradientError(Tensor input) => Graph(input).InFile(file =>
    {
        using OnnxModel model = OnnxModelReader.Read(file);
        Tensor x = input.to_type(ScalarType.Float64);
        using var program = OnnxProgram.Trace(model, model.Outputs, input, ScalarType.Float64);
        Tensor Sum(Tensor at) => program.Run(at)[0].sin().sum();
        Tensor variable = x.clone().requires_grad_();
        Sum(variable).backward();
        Tensor gradient = variable.grad!.flatten(), differences = zeros_like(gradient);
        const double Step = 1e-5;
        for (long n = 0; n < x.numel(); n++)
        {
            Tensor moved = zeros(x.numel(), dtype: ScalarType.Float64);
            moved[n] = Step;
            differences[n] = (Sum(x + moved.reshape(x.shape)) - Sum(x - moved.reshape(x.shape))) / (2 * Step);
        }

        return ((gradient - differences).norm() / differences.norm()).item<double>();
    });

    /// <summary>What is said of the node for an input.</summary>
    public string Fault(Tensor input) => Graph(input).InFile(file =>
    {
        using OnnxModel model = OnnxModelReader.Read(file);
        return Assert.Throws<ModelFormatException>(() => OnnxProgram.Trace(model, model.Outputs, input)).Message[file.Length..];
    });

    private SampleGraph Graph(Tensor input)
    {
        var graph = new SampleGraph(opset);
        foreach ((string domain, long version) in _domains)
            graph.Domain(domain, version);
        string domainOfNode = operation.Contains('.', StringComparison.Ordinal) ? operation[..operation.LastIndexOf('.')] : "";
        if (domainOfNode.Length > 0 && !_domains.ContainsKey(domainOfNode))
            graph.Domain(domainOfNode);
        string[] names = [.. _outputs.Select((type, n) => type == 0 ? "" : n == 0 ? "y" : $"y{n}")];
        graph.Node(operation, [.. _inputs], names, [.. _attributes]);
        graph.Input("x", input.shape, input.dtype switch
        {
            ScalarType.Byte => SampleGraph.UInt8,
            ScalarType.Int8 => SampleGraph.Int8,
            _ => SampleGraph.Float32,
        });
        foreach ((string name, Tensor value) in _weights)
            graph.Weight(name, value);
        foreach ((string name, int type) in names.Zip(_outputs).Where(output => output.First.Length > 0))
            graph.Output(name, type);
        return graph;
    }

    private SingleNode Attribute(string name, object value)
    {
        _attributes.Add((name, value));
        return this;
    }

    private string Told() => string.Join(", ", _attributes.Select(attribute => attribute.Value is Array list
        ? $"{attribute.Name} {string.Join(' ', list.Cast<object>())}" : $"{attribute.Name} {attribute.Value}"));
}
