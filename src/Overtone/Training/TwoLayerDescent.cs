using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Overtone.Models.Networks;

namespace Overtone.Training;

/// <summary>
/// Full-batch gradient descent of a <see cref="TwoLayerNetwork"/> on half the sum of squares, in float64 on one thread. Wide networks on a
/// handful of samples need a hundred thousand steps of a few microseconds: this loop takes each in two passes over the neurons, a vector of
/// neurons at a time, and allocates nothing.
/// Source: the scripts published with 1905.10264's successors (gradient descent on the sum, not the mean, of squares).
/// </summary>
public sealed class TwoLayerDescent
{
    private readonly TwoLayerNetwork _network;
    private readonly double _rate;
    // A number in every place of a vector, for each sample.
    private readonly Vector<double>[][] _points;
    private readonly double[] _labels;
    private readonly Vector<double>[] _residuals;
    private readonly Vector<double>[] _sums;
    private readonly Vector<double>[] _work;

    // The network's arrays, with neurons that never fire up to a whole number of vectors.
    private readonly double[][] _inputs;
    private readonly double[] _offsets;
    private readonly double[] _outputs;

    /// <summary>A descent at step 0.</summary>
    /// <param name="network">The network; it has the trained weights whenever <see cref="TrainTo"/> returns.</param>
    /// <param name="points">[n, d].</param>
    /// <param name="labels">n.</param>
    /// <param name="learningRate">The rate, above zero; see <see cref="TangentKernel.LargestStableRate"/>.</param>
    /// <exception cref="ArgumentException">Numbers or dimensions differ, or the rate is not above zero.</exception>
    public TwoLayerDescent(TwoLayerNetwork network, double[,] points, IReadOnlyList<double> labels, double learningRate)
    {
        if (points.GetLength(0) != labels.Count || points.GetLength(1) != network.Dimension)
            throw new ArgumentException($"The points are [{points.GetLength(0)}, {points.GetLength(1)}]; expected [{labels.Count}, "
                + $"{network.Dimension}].", nameof(points));
        if (!(learningRate > 0))
            throw new ArgumentException($"The learning rate is {learningRate}; expected a number above zero.", nameof(learningRate));
        (_network, _rate, _labels) = (network, learningRate, [.. labels]);
        _points = [.. Enumerable.Range(0, network.Dimension).Select(
            axis => Enumerable.Range(0, labels.Count).Select(n => new Vector<double>(points[n, axis])).ToArray())];
        (_residuals, _sums, _work) = (new Vector<double>[labels.Count], new Vector<double>[labels.Count], new Vector<double>[labels.Count]);
        _inputs = [.. network.Inputs.Select(Pad)];
        (_offsets, _outputs) = (Pad(network.Offsets), Pad(network.Outputs));
        Evaluate();
    }

    /// <summary>Steps taken.</summary>
    public long Step { get; private set; }

    /// <summary>The sum of squared errors now.</summary>
    public double Loss { get; private set; }

    /// <summary>Takes steps until so many have been taken in all, or the loss is small.</summary>
    /// <param name="step">The step to end at.</param>
    /// <param name="loss">The loss at which to stop before.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidOperationException">The loss grew beyond all numbers: the learning rate is too large.</exception>
    public void TrainTo(long step, double loss = 0, CancellationToken cancellation = default)
    {
        try
        {
            while (Step < step && Loss > loss)
            {
                cancellation.ThrowIfCancellationRequested();
                Descend();
                Evaluate();
                Step++;
            }
        }
        finally
        {
            WriteBack();
        }

        if (!double.IsFinite(Loss))
            throw new InvalidOperationException($"The loss is {Loss} after {Step} steps at the learning rate {_rate:G4}; expected a "
                + "smaller rate.");
    }

    /// <summary>Writes weights and step.</summary>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Step);
        foreach (double[] values in Parameters())
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    /// <summary>Goes back to what <see cref="Save"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">The stream holds another network.</exception>
    public void Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        Step = reader.ReadInt64();
        foreach (double[] values in Parameters())
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        Evaluate();
        WriteBack();
    }

    private double[][] Parameters() => [.. _inputs, _offsets, _outputs];

    private void Evaluate()
    {
        Span<Vector<double>> work = _work, sums = _sums;
        sums.Clear();
        for (int neuron = 0; neuron < _outputs.Length; neuron += Vector<double>.Count)
        {
            Preactivate(neuron, work);
            var output = new Vector<double>(_outputs, neuron);
            for (int n = 0; n < work.Length && n < sums.Length; n++)
                sums[n] += output * Vector.Max(work[n], Vector<double>.Zero);
        }

        Loss = 0;
        for (int n = 0; n < _labels.Length; n++)
        {
            double residual = Vector.Sum(sums[n]) - _labels[n];
            _residuals[n] = new Vector<double>(residual);
            Loss += residual * residual;
        }
    }

    private void Descend()
    {
        Span<Vector<double>> work = _work;
        ReadOnlySpan<Vector<double>> residuals = _residuals;
        for (int neuron = 0; neuron < _outputs.Length; neuron += Vector<double>.Count)
        {
            Preactivate(neuron, work);
            Vector<double> outputGradient = Vector<double>.Zero, active = Vector<double>.Zero;
            for (int n = 0; n < work.Length && n < residuals.Length; n++)
            {
                // What remains at work is the residual where the neuron fires.
                Vector<double> sum = work[n],
                    fired = Vector.ConditionalSelect(Vector.GreaterThan(sum, Vector<double>.Zero), residuals[n], Vector<double>.Zero);
                work[n] = fired;
                outputGradient += fired * sum;
                active += fired;
            }

            Move(neuron, work, outputGradient, active);
        }
    }

    private void Move(int neuron, ReadOnlySpan<Vector<double>> fired, Vector<double> outputGradient, Vector<double> active)
    {
        Vector<double> output = new(_outputs, neuron), offset = new(_offsets, neuron), pull = output * _rate,
            norm = Vector<double>.One, turn = Vector<double>.Zero;
        if (_network.Form == NeuronForm.Breakpoint)
        {
            norm = Norm(neuron);
            // The breakpoint's share of the gradient along r: l r/|r|.
            turn = offset * active / Vector.Max(norm, new Vector<double>(double.Epsilon));
        }

        for (int axis = 0; axis < _inputs.Length; axis++)
        {
            Vector<double> weight = new(_inputs[axis], neuron), gradient = turn * weight;
            ReadOnlySpan<Vector<double>> points = _points[axis];
            for (int n = 0; n < fired.Length && n < points.Length; n++)
                gradient += fired[n] * points[n];
            (weight - (pull * gradient)).CopyTo(_inputs[axis], neuron);
        }

        (offset - (pull * active * norm)).CopyTo(_offsets, neuron);
        (output - (outputGradient * _rate)).CopyTo(_outputs, neuron);
    }

    // r·x + o of a vector of neurons at every sample.
    private void Preactivate(int neuron, Span<Vector<double>> sums)
    {
        var bias = new Vector<double>(_offsets, neuron);
        if (_network.Form == NeuronForm.Breakpoint)
            bias *= Norm(neuron);
        var weight = new Vector<double>(_inputs[0], neuron);
        ReadOnlySpan<Vector<double>> points = _points[0];
        for (int n = 0; n < sums.Length && n < points.Length; n++)
            sums[n] = bias + (weight * points[n]);
        for (int axis = 1; axis < _inputs.Length; axis++)
        {
            weight = new Vector<double>(_inputs[axis], neuron);
            points = _points[axis];
            for (int n = 0; n < sums.Length && n < points.Length; n++)
                sums[n] += weight * points[n];
        }
    }

    private Vector<double> Norm(int neuron)
    {
        var weight = new Vector<double>(_inputs[0], neuron);
        if (_inputs.Length == 1)
            return Vector.Abs(weight);
        Vector<double> square = weight * weight;
        for (int axis = 1; axis < _inputs.Length; axis++)
        {
            weight = new Vector<double>(_inputs[axis], neuron);
            square += weight * weight;
        }

        return Vector.SquareRoot(square);
    }

    private void WriteBack()
    {
        for (int axis = 0; axis < _inputs.Length; axis++)
            _inputs[axis].AsSpan(0, _network.Width).CopyTo(_network.Inputs[axis]);
        _offsets.AsSpan(0, _network.Width).CopyTo(_network.Offsets);
        _outputs.AsSpan(0, _network.Width).CopyTo(_network.Outputs);
    }

    private static double[] Pad(double[] values)
    {
        int step = Vector<double>.Count;
        var padded = new double[(values.Length + step - 1) / step * step];
        values.CopyTo(padded, 0);
        return padded;
    }
}
