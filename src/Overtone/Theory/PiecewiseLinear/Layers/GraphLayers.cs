using Overtone.Models;
using Overtone.Models.Onnx;
using Overtone.Models.Onnx.Operators;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>Reads an ONNX graph as parts that are affine and layers with kinks, in turns.</summary>
internal sealed class GraphLayers
{
    // By how many inputs may depend on the image: the first alone, any one, or all.
    private static readonly HashSet<string> AffineInFirst =
    [
        "AveragePool", "BatchNormalization", "Conv", "ConvTranspose", "DepthToSpace", "Div", "Dropout", "Expand", "Flatten", "Gather",
        "GlobalAveragePool", "Identity", "Neg", "Pad", "ReduceMean", "ReduceSum", "Reshape", "Resize", "Slice", "SpaceToDepth", "Split",
        "Squeeze", "Tile", "Transpose", "Unsqueeze", "Upsample",
    ], AffineInOne = ["Gemm", "MatMul", "Mul"], AffineInAll = ["Add", "Concat", "Mean", "Sub", "Sum"];

    private readonly string _file;
    private readonly OnnxProgram _program;
    private readonly string _input, _output;
    private readonly Dictionary<string, long[]> _shapes = new(StringComparer.Ordinal);

    private GraphLayers(OnnxModule module, OnnxProgram program) =>
        (_file, _program, _input, _output) = (module.GetName(), program, module.Input, module.Output);

    /// <summary>The layers of a graph.</summary>
    /// <param name="module">The graph.</param>
    /// <param name="program">The graph for one image, in float64; the layers go on using it.</param>
    /// <param name="shape">The shape of one image, a leading 1 included.</param>
    /// <exception cref="NotPiecewiseLinearException">A node is neither affine nor one of the kinks that can be told.</exception>
    public static IReadOnlyList<PiecewiseLinearLayer> Of(OnnxModule module, OnnxProgram program, long[] shape) =>
        new GraphLayers(module, program).Read(shape);

    private List<PiecewiseLinearLayer> Read(long[] shape)
    {
        Measure(shape);
        var layers = new List<PiecewiseLinearLayer>();
        IReadOnlyList<GraphTensor> read = [Tensor(_input)];
        int first = 0;
        for (int n = 0; n < _program.Steps.Count; n++)
        {
            OnnxStep step = _program.Steps[n];
            if (Kink(step) is { } kink)
            {
                IReadOnlyList<GraphTensor> given = [Tensor(step.Node.Inputs[0]), .. ReadLater(n, except: step.Node.Outputs[0])];
                layers.Add(Affine(first, n, read, given));
                layers.Add(kink);
                (read, first) = ([Tensor(step.Node.Outputs[0]), .. given.Skip(1)], n + 1);
            }
            else if (!IsAffine(step))
            {
                throw new NotPiecewiseLinearException(
                    _file, step.Node.Label, "neither an affine map of the image nor a kink that can be told",
                    "affine operators, Relu, LeakyRelu, and MaxPool of two axes with the same padding on both sides");
            }
        }

        layers.Add(Affine(first, _program.Steps.Count, read, [Tensor(_output)]));
        return layers;
    }

    private GraphLayer Affine(int first, int end, IReadOnlyList<GraphTensor> read, IReadOnlyList<GraphTensor> given) =>
        new(_program, [.. _program.Steps.Skip(first).Take(end - first)], read, given);

    // Computes one image, to learn the shapes.
    private void Measure(long[] shape)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_input] = zeros(shape, ScalarType.Float64) };
        foreach (OnnxStep step in _program.Steps)
            _program.Run(step, values);
        foreach ((string name, Tensor value) in values)
            _shapes[name] = value.shape;
    }

    private GraphTensor Tensor(string name) => new(name, _shapes[name]);

    // What is known at a step and read beyond it: by its own layer what it reads is handed on.
    private IEnumerable<GraphTensor> ReadLater(int step, string except)
    {
        HashSet<string> known = [_input, .. _program.Steps.Take(step).SelectMany(s => s.Node.Outputs)];
        return _program.Steps.Skip(step + 1).SelectMany(s => s.Node.Inputs).Append(_output).Distinct()
            .Where(name => known.Contains(name) && name != except).Select(Tensor);
    }

    private bool IsAffine(OnnxStep step)
    {
        bool[] varies = [.. step.Node.Inputs.Select(_shapes.ContainsKey)];
        int count = varies.Count(does => does);
        return step.Node.Domain.Length == 0 && step.Node.Operator switch
        {
            var name when AffineInFirst.Contains(name) => varies[0] && count == 1,
            var name when AffineInOne.Contains(name) => count == 1,
            var name => AffineInAll.Contains(name),
        };
    }

    private BranchingLayer? Kink(OnnxStep step)
    {
        OnnxNode node = step.Node;
        return (node.Domain, node.Operator) switch
        {
            ("", "Relu") => new KinkLayer(0),
            ("", "LeakyRelu") => new KinkLayer(_program.AttributesOf(step).Number("alpha", 0.01)),
            ("", "MaxPool") when Window(step) is { } window && _shapes[node.Inputs[0]] is [_, var channels, var height, var width] =>
                new MaximumLayer(new InputSize((int)channels, (int)height, (int)width), window),
            _ => null,
        };
    }

    private ConvolutionWindow? Window(OnnxStep step)
    {
        OnnxCall call = _program.AttributesOf(step);
        if (call.OutputCount != 1 || call.Flag("ceil_mode") || call.Text("auto_pad", "NOTSET") != "NOTSET")
            return null;
        var windows = Windows.Of(call, _shapes[step.Node.Inputs[0]]);
        return windows is { IsPlain: true, Kernel.Length: 2 } ? new ConvolutionWindow(Axis(0), Axis(1)) : null;

        ConvolutionAxis Axis(int n) =>
            new((int)windows.Kernel[n], (int)windows.Strides[n], (int)windows.Before[n], (int)windows.Dilations[n]);
    }
}
