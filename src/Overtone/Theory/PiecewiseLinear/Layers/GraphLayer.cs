using System.Collections.Immutable;
using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>
/// The part of an ONNX graph between two layers with kinks, all of it affine. What the next kink reads goes on as rows; what later parts
/// need besides is kept, in one row after another.
/// </summary>
internal sealed class GraphLayer : AffineLayer
{
    private readonly OnnxProgram _program;
    private readonly IReadOnlyList<OnnxStep> _steps;
    private readonly IReadOnlyList<GraphTensor> _read, _given;
    private readonly double[][] _atZero;

    /// <param name="program">The whole graph.</param>
    /// <param name="steps">This part of it.</param>
    /// <param name="read">What it reads: the rows first, then what was kept.</param>
    /// <param name="given">What it gives: the rows first, then what is kept.</param>
    public GraphLayer(
        OnnxProgram program, IReadOnlyList<OnnxStep> steps, IReadOnlyList<GraphTensor> read, IReadOnlyList<GraphTensor> given)
    {
        (_program, _steps, _read, _given) = (program, steps, read, given);
        _atZero = Compute(new double[read[0].Count], new double[read.Skip(1).Sum(tensor => tensor.Count)]);
    }

    public override int? InputCount => _read[0].Count;

    public override Signal Apply(Signal signal)
    {
        double[][]? kept = signal.Kept.IsEmpty ? null : signal.Kept.Peek();
        double[][][] found = [.. signal.Rows.Select((row, n) => Compute(row, kept?[n] ?? []))];
        for (int slope = 1; slope < found.Length; slope++)
        {
            foreach ((double[] values, double[] constants) in found[slope].Zip(_atZero))
            {
                for (int n = 0; n < values.Length; n++)
                    values[n] -= constants[n];
            }
        }

        return new Signal([.. found.Select(row => row[0])], ImmutableStack.Create<double[][]>([.. found.Select(row => row[1])]));
    }

    private double[][] Compute(double[] row, double[] kept)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_read[0].Name] = _read[0].Of(row) };
        int first = 0;
        foreach (GraphTensor tensor in _read.Skip(1))
        {
            values[tensor.Name] = tensor.Of(kept[first..(first + tensor.Count)]);
            first += tensor.Count;
        }

        foreach (OnnxStep step in _steps)
            _program.Run(step, values);
        return [Numbers(_given[0]), [.. _given.Skip(1).SelectMany(Numbers)]];

        double[] Numbers(GraphTensor tensor) => values[tensor.Name].contiguous().data<double>().ToArray();
    }
}

/// <summary>A tensor that passes between two layers.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Shape">Its shape, for one image.</param>
internal sealed record GraphTensor(string Name, long[] Shape)
{
    /// <summary>How many numbers it has.</summary>
    public int Count => (int)Shape.Aggregate(1L, (product, side) => product * side);

    /// <summary>Numbers in its shape; the caller's dispose scope owns the tensor.</summary>
    public Tensor Of(double[] numbers) => tensor(numbers, Shape, dtype: ScalarType.Float64);
}
