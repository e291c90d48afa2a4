using System.Text;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Overtone.Models;
using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>An ONNX file of one node, computed by ONNX Runtime and by our own graph.</summary>
internal sealed class SingleNode
{
    private const int Float32 = 1, Int64 = 7;

    private readonly string _operator;
    private readonly int _opset;
    private readonly List<byte[]> _attributes = [], _weights = [];
    private readonly List<string> _told = [];
    private readonly List<string> _inputs = ["x"];

    /// <summary>A node.</summary>
    /// <param name="name">Its operator.</param>
    /// <param name="opset">The version of the operators.</param>
    public SingleNode(string name, int opset) => (_operator, _opset) = (name, opset);

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
        bool isInteger = value.dtype == ScalarType.Int64;
        _weights.Add(
        [
            .. value.shape.SelectMany(side => Number(1, side)), .. Number(2, isInteger ? Int64 : Float32), .. Bytes(8, name),
            .. SampleOnnx.In(9, value.contiguous().bytes.ToArray()),
        ]);
        return this;
    }

    /// <summary>Adds an input of integers.</summary>
    public SingleNode Weight(params long[] values) => Weight(tensor(values));

    public SingleNode With(string name, long value) => Attribute(name, $"{value}", 2, Number(3, value));

    public SingleNode With(string name, double value) => Attribute(name, $"{value}", 1, Fixed(2, (float)value));

    public SingleNode With(string name, string value) => Attribute(name, value, 3, Bytes(4, value));

    public SingleNode With(string name, params long[] values) =>
        Attribute(name, string.Join(' ', values), 7, [.. values.SelectMany(value => Number(8, value))]);

    /// <summary>Requires that both sides agree on an input, and returns what they agree on.</summary>
    /// <param name="input">float32.</param>
    /// <param name="tolerance">Relative to the largest number.</param>
    public Tensor RequireAgreement(Tensor input, double tolerance = 1e-5)
    {
        string file = Write(input.shape);
        try
        {
            using OnnxModel model = OnnxModelReader.Read(file);
            using var program = OnnxProgram.Trace(model, model.Outputs, input);
            Tensor found = program.Run(input)[0], expected = Runtime(file, input);
            Assert.Equal(expected.shape, found.shape);
            double difference = (found - expected).abs().max().item<float>(), size = expected.abs().max().item<float>();
            Assert.True(
                difference <= tolerance * size,
                $"{_operator} of [{string.Join(", ", input.shape)}], {string.Join(", ", _told)}: differs by {difference} of {size}");
            return found;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// How far the gradient of the outputs' sum of sines is from central differences, in float64, relative to its size.
    /// </summary>
    public double GradientError(Tensor input)
    {
        string file = Write(input.shape);
        try
        {
            using OnnxModel read = OnnxModelReader.Read(file);
            OnnxModel model = read with
            {
                Weights = read.Weights.ToDictionary(
                    pair => pair.Key, pair => pair.Value.is_floating_point() ? pair.Value.to_type(ScalarType.Float64) : pair.Value),
            };
            Tensor x = input.to_type(ScalarType.Float64);
            using var program = OnnxProgram.Trace(model, model.Outputs, x);
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
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What is said of the node for an input.</summary>
    public string Fault(Tensor input)
    {
        string file = Write(input.shape);
        try
        {
            using OnnxModel model = OnnxModelReader.Read(file);
            return Assert.Throws<ModelFormatException>(() => OnnxProgram.Trace(model, model.Outputs, input)).Message[file.Length..];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Tensor Runtime(string file, Tensor input)
    {
        using var session = new InferenceSession(file);
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input.contiguous().data<float>().ToArray(), input.shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [value], ["y"]);
        return tensor(outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
    }

    private string Write(long[] shape)
    {
        byte[] node =
        [
            .. _inputs.SelectMany(input => Bytes(1, input)), .. Bytes(2, "y"), .. Bytes(3, "the node"), .. Bytes(4, _operator),
            .. _attributes.SelectMany(attribute => SampleOnnx.In(5, attribute)),
        ];
        byte[] graph =
        [
            .. SampleOnnx.In(1, node), .. Bytes(2, "graph"), .. _weights.SelectMany(weight => SampleOnnx.In(5, weight)),
            .. SampleOnnx.In(11, Value("x", shape)), .. SampleOnnx.In(12, Value("y", null)),
        ];
        string file = Path.Combine(Path.GetTempPath(), $"overtone-{Guid.NewGuid():N}.onnx");
        File.WriteAllBytes(file, [.. SampleOnnx.Model(graph), .. SampleOnnx.In(8, Number(2, _opset))]);
        return file;
    }

    private static byte[] Value(string name, long[]? shape) =>
    [
        .. Bytes(1, name),
        .. SampleOnnx.In(2, SampleOnnx.In(1,
        [
            .. Number(1, Float32),
            .. shape is null ? [] : SampleOnnx.In(2, [.. shape.SelectMany(side => SampleOnnx.In(1, Number(1, side)))]),
        ])),
    ];

    private SingleNode Attribute(string name, string value, long kind, byte[] content)
    {
        _told.Add($"{name} {value}");
        _attributes.Add([.. Bytes(1, name), .. content, .. Number(20, kind)]);
        return this;
    }

    private static byte[] Bytes(int field, string text) => SampleOnnx.In(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(int field, long value) => Written(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    });

    private static byte[] Fixed(int field, float value) => Written(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    });

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }
}
